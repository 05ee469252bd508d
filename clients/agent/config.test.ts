import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadConfig } from './config.mjs'
import { aFolder, dropFolders } from './testing/folder'

afterEach(dropFolders)

async function aFile(content: unknown): Promise<string> {
  const path = join(await aFolder(), 'agent.json')
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

const whole = { endpoint: 'https://t.example/ingest', folder: '/var/spool/agent', apiKey: 'key' }

it('reads a file, and lets the environment have the last word', async () => {
  const path = await aFile({ ...whole, concurrency: 3, backoff: { baseMs: 10, maxMs: 100 } })
  expect(loadConfig(path, { TOCSIN_AGENT_API_KEY: 'other' })).toEqual({
    ...whole,
    apiKey: 'other',
    concurrency: 3,
    backoff: { baseMs: 10, maxMs: 100 },
  })
})

it('does without a file', () => {
  const environment = {
    TOCSIN_AGENT_ENDPOINT: whole.endpoint,
    TOCSIN_AGENT_FOLDER: whole.folder,
    TOCSIN_AGENT_API_KEY: whole.apiKey,
  }
  expect(loadConfig(undefined, environment)).toEqual(whole)
})

it('reads secrets from files of their own', async () => {
  const secret = await aFile('the key\n'.replace(' ', '-'))
  const path = await aFile({ ...whole, apiKey: undefined, apiKeyFile: secret })
  expect(loadConfig(path, { TOCSIN_AGENT_SECRET_FILE: secret })).toEqual({
    ...whole,
    apiKey: 'the-key',
    secret: 'the-key',
  })
})

it('tells all faults at once, and no secret', async () => {
  const path = await aFile({
    endpoint: 'http://t.example/',
    apiKey: 'to ken',
    concurrency: 0,
    breaker: { failures: 5 },
    hots: 1,
  })
  expect(() => loadConfig(path, {})).toThrow(
    expect.objectContaining({
      faults: [
        'apiKey must be visible ASCII characters',
        'concurrency must be a whole number above 0',
        'breaker must be {"failures", "waitMs"}, whole numbers above 0',
        'hots is not a setting',
        'folder is missing',
        'endpoint: http://t.example: only https may leave this machine',
      ],
    }),
  )
})

it('wants a key or a secret, and a file that is there', () => {
  expect(() => loadConfig('/nowhere/agent.json', {})).toThrow(/ENOENT[^]*apiKey or secret is missing/)
})

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from '../scripts/client.mjs'
import { expect, openQueue, test } from './test'

const readme = readFileSync(join(import.meta.dirname, '../README.md'), 'utf8')

/** The block that README.md marks with <!-- try: LANGUAGE -->. */
function sample(language: string): string {
  const [, text] = new RegExp(`<!-- try: ${language} -->\\s+\`\`\`\\w+\\n([^]*?)\`\`\``).exec(readme) ?? []
  if (!text) throw new Error(`README.md has no sample for ${language}`)
  return text
}

for (const [language, entity] of [
  ['sh', 'host-7'],
  ['node', 'ada'],
  ['python3', 'nas-1'],
] as const) {
  test(`the README's first webhook in ${language} shows on the open page`, async ({ page, platform }) => {
    const isMissing = spawnSync(language, ['-c', '']).error !== undefined
    test.skip(isMissing && !process.env.CI, `${language} is not installed`)
    await page.addInitScript(() => localStorage.setItem('tocsin.follow', 'true'))
    await openQueue(page, platform, { query: `?entity=${entity}&sort=first-seen` })
    const text = sample(language).replaceAll('http://127.0.0.1:4000', platform.url)
    const env = { ...process.env, SECRET: platform.siem.secret }
    const { stdout, stderr } = spawnSync(language, [], { input: text, env, encoding: 'utf8' })
    expect(stderr).toBe('')
    expect(stdout).toContain('"status":"accepted"')
    const [, alertId] = /"alertId":"([^"]+)"/.exec(stdout) ?? []
    await expect(page.locator(`[role=row][data-alert="${alertId}"]`)).toContainText(entity)
  })
}

test("the README's query answers a program with an API key", async ({ platform }) => {
  const [, text] = /```sh\n(curl [^`]*\/graphql[^`]*)```/.exec(readme) ?? []
  const { createApiKey } = await ask(
    await platform.admin(),
    'mutation Key($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name: 'README', scopes: ['alert:read'] } },
  )
  const input = (text ?? '').replaceAll('http://127.0.0.1:4000', platform.url)
  const { stdout } = spawnSync('sh', [], { input, env: { ...process.env, KEY: createApiKey.secret }, encoding: 'utf8' })
  expect(JSON.parse(stdout)).toMatchObject({ data: { alerts: { nodes: expect.any(Array) } } })
})

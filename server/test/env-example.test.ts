import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadConfig, projectRoot, variables } from '../src/platform/config'

const lines = readFileSync(join(projectRoot, '.env.example'), 'utf8').split('\n')
const named = lines.flatMap((line, index) => {
  const [, name, value = ''] = /^#?([A-Z][A-Z_]*)=(.*)$/.exec(line) ?? []
  return name ? [{ name, value, comment: lines[index - 1] ?? '' }] : []
})

it('names every variable that the server reads, and no other, in the same order', () => {
  expect(named.map(({ name }) => name)).toEqual(Object.keys(variables.shape))
})

it('says before each what it means and what holds without it', () => {
  expect(named.filter(({ comment }) => !/^# .*Default.*\.$/.test(comment)).map(({ name }) => name)).toEqual([])
})

it('sets nothing by itself: every line is a comment', () => {
  expect(lines.filter((line) => line && !line.startsWith('#'))).toEqual([])
})

it('shows values that the configuration accepts', () => {
  const files = ['TLS_CERT', 'TLS_KEY'] // are read at once, and are not here
  const shown = named.filter(({ name }) => !files.includes(name))
  const example = Object.fromEntries(shown.map(({ name, value }) => [name, value]))
  const secrets = {
    TOCSIN_ADMIN_PASSWORD: 'p'.repeat(12),
    TOCSIN_SECRET_KEY: 'k'.repeat(32),
    WEBHOOK_SECRET: 's'.repeat(16),
  }
  expect(() => loadConfig({ ...example, ...secrets })).not.toThrow()
})

it('tells the true default of each variable that has one', () => {
  const defaults = loadConfig({})
  for (const { name, comment } of named) {
    const value = defaults[name as keyof typeof defaults]
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    if (isPlain && name !== 'TOCSIN_DATA_DIR') expect(comment).toContain(`Default ${value}.`)
  }
})

it('is told in the README as well, variable by variable', () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8')
  const table = readme.split('\n').filter((line) => line.startsWith('| `'))
  const isTold = (name: string) => table.some((line) => line.split('|')[1]?.includes(`\`${name}\``))
  expect(Object.keys(variables.shape).filter((name) => !isTold(name))).toEqual([])
})

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { allProofs, hookUrl, isLocalOnly, webhookUrl, type Endpoint } from './endpoint'
import type { Code } from './guide'
import { guideOf, guides } from './guides'
import { productName, products } from './products'
import { samples } from './samples'

const folder = mkdtempSync(join(tmpdir(), 'snippets-'))
afterAll(() => rmSync(folder, { recursive: true }))

const endpoint = (secret: string | null): Endpoint => ({
  origin: 'https://tocsin.example',
  tenant: 'acme',
  slug: 'siem',
  secret,
})
/** What breaks careless quoting in a shell, in JavaScript, in Python and in XML. */
const nasty = `whs_'"\\$(id)\`&<é>`

/** Each with a name for the test. */
const all = (secret: string | null): [string, Code][] =>
  everyCode(secret).map(([where, code]) => [`${where}, ${code.label}`, code])

const everyCode = (secret: string | null): [string, Code][] => [
  ...allProofs.flatMap((proof) => samples(endpoint(secret), proof).map((code): [string, Code] => [proof, code])),
  ...Object.entries(guides).flatMap(([product, guide]) =>
    guide.proofs.flatMap((proof) =>
      guide
        .steps(endpoint(secret), proof)
        .flatMap(({ codes = [] }) => codes.map((code): [string, Code] => [`${product} ${proof}`, code])),
    ),
  ),
]

const isPython = ({ label, code }: Code) => label === 'Python' || label.endsWith('.py') || code.includes('python/bin')
const isNode = ({ label }: Code) => label === 'Node' || label.endsWith('.js')
const isShell = ({ label }: Code) =>
  ['curl', 'Shell', 'Rights', 'Restart', 'Start it', 'AWS CLI', 'wrangler'].includes(label)

function check({ code }: Code, name: string, command: string, ...args: string[]): string {
  const file = join(folder, name)
  writeFileSync(file, code)
  const { status, stderr, error } = spawnSync(command, [...args, file], { encoding: 'utf8' })
  if (error) throw error
  return status === 0 ? '' : stderr
}

/** The tests themselves need only Node; the languages of the scripts are checked where they are installed. */
const where = (command: string) => (spawnSync(command, ['-c', '']).error ? it.skip : it)

describe.each([
  ['a secret that is no longer shown', null],
  ['a secret full of quotes', nasty],
])('with %s', (_, secret) => {
  const codes = all(secret)
  where('python3').each(codes.filter(([, code]) => isPython(code)))('Python compiles that of %s', (_product, code) => {
    expect(check(code, 'script.py', 'python3', '-m', 'py_compile')).toBe('')
  })
  it.each(codes.filter(([, code]) => isNode(code)))('Node reads that of %s', (_product, code) => {
    expect(check(code, code.label === 'Node' ? 'script.cjs' : 'script.mjs', process.execPath, '--check')).toBe('')
  })
  where('sh').each(codes.filter(([, code]) => isShell(code)))('sh reads that of %s', (_product, code) => {
    expect(check(code, 'script.sh', 'sh', '-n')).toBe('')
  })
})

it('fills in address, tenant and secret', () => {
  const [curl] = samples(endpoint('whs_1'), 'SIGNATURE')
  expect(curl?.code).toContain("SECRET='whs_1'")
  expect(curl?.code).toContain('https://tocsin.example/api/v1/webhook/siem')
  expect(curl?.code).toContain("'X-Tenant: acme'")
  expect(webhookUrl(endpoint(null))).toBe('https://tocsin.example/api/v1/webhook/acme/siem')
})

it('never prints a secret that it does not know', () => {
  for (const [, { code }] of all(null)) expect(code).not.toMatch(/(?<!Response\()\bnull\b|undefined/)
})

it('signs in every script of a signed source, and in none of a bearer one', () => {
  for (const { code } of samples(endpoint(null), 'SIGNATURE')) expect(code).toMatch(/X-Signature/)
  for (const { code } of samples(endpoint(null), 'BEARER')) expect(code).toMatch(/Authorization.*Bearer/)
  for (const { code } of samples(endpoint(null), 'URL_TOKEN'))
    expect(code).not.toMatch(/X-Tenant|Authorization|ignature/)
  expect(hookUrl(endpoint('whs_1'))).toBe('https://tocsin.example/api/v1/hook/whs_1')
})

it('has a guide for every product of the gallery, whose proof the product recommends', () => {
  expect(Object.keys(guides).sort()).toEqual(products.map(({ id }) => id).sort())
  for (const { id, proof } of products) expect(guides[id]?.proofs[0]).toBe(proof)
  expect(guideOf('something-new')).toBe(guides.generic)
  expect(guideOf('constructor')).toBe(guides.generic)
  expect(productName('something-new')).toBe('something-new')
})

it('knows an address that only this machine reaches', () => {
  expect(isLocalOnly('http://127.0.0.1:4000')).toBe(true)
  expect(isLocalOnly('http://localhost:4000')).toBe(true)
  expect(isLocalOnly('http://[::1]:4000')).toBe(true)
  expect(isLocalOnly('https://tocsin.example')).toBe(false)
  expect(isLocalOnly('http://10.0.0.5:4000')).toBe(false)
})

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ConfigError, loadConfig } from './config'

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    loadConfig(env)
    return []
  } catch (error) {
    return (error as ConfigError).faults
  }
}

it('needs nothing at all for the embedded default', () => {
  expect(loadConfig({})).toMatchObject({
    PORT: 4000,
    HOST: '127.0.0.1',
    TOCSIN_TENANT: 'default',
    TOCSIN_OPEN_REGISTRATION: false,
  })
})

it('lists every fault at once', () => {
  const faults = faultsOf({ PORT: '70000', LOG_LEVEL: 'loud', TOCSIN_TENANT: 'Not A Slug', REDIS_URL: 'http://x' })
  expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual(['LOG_LEVEL', 'PORT', 'REDIS_URL', 'TOCSIN_TENANT'])
})

it('lists what does not go together beside the faults of single variables', () => {
  const faults = faultsOf({ PORT: 'abc', DATABASE_URL: 'postgres://localhost/x', TLS_CERT: 'a.pem' })
  expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
    'PORT',
    'TLS_CERT',
    'TOCSIN_ADMIN_PASSWORD',
    'TOCSIN_SECRET_KEY',
  ])
})

it.each([
  ['PORT', ['-1', '1e3', '0x10', ' ', '65536', '4000 ']],
  ['DATABASE_URL', ['mysql://x', 'postgres://[bad', 'postgres://host:port/x']],
  ['REDIS_URL', ['redis://host:99999']],
  ['TOCSIN_TRUSTED_PROXIES', ['nobody', '10.0.0.0/99', '::1, x']],
  ['TOCSIN_ALLOWED_ORIGINS', ['*', 'ftp://x', 'https://']],
  ['TOCSIN_TENANT', ['0190c0de-0000-7000-8000-000000000000', '-a', 'ä']],
  ['TOCSIN_ADMIN_EMAIL', ['nobody', `${'a'.repeat(250)}@b.test`]],
])('refuses a %s that would fail later', (name, values) => {
  const secrets = { TOCSIN_SECRET_KEY: 'k'.repeat(32), TOCSIN_ADMIN_PASSWORD: 'p'.repeat(12) }
  for (const value of values) expect(faultsOf({ ...secrets, [name]: value })[0]).toMatch(new RegExp(`^${name}\\b`))
})

it.each([
  ['DATABASE_URL', 'postgresql://me:p%40ss@[::1]:5433/tocsin?sslmode=require'],
  ['DATABASE_URL', 'postgres://me@/tocsin?host=/var/run/postgresql'],
  ['DATABASE_URL', 'postgres:///tocsin'],
  ['REDIS_URL', 'rediss://:secret@cache:6380/1'],
  ['TOCSIN_TRUSTED_PROXIES', 'loopback, 10.0.0.0/8, fd00::/8'],
])('takes a %s such as %s', (name, value) => {
  const secrets = { TOCSIN_SECRET_KEY: 'k'.repeat(32), TOCSIN_ADMIN_PASSWORD: 'p'.repeat(12) }
  expect(faultsOf({ ...secrets, [name]: value })).toEqual([])
})

it('asks for the secrets that have no silent default beside a database', () => {
  const faults = faultsOf({ DATABASE_URL: 'postgres://tocsin@localhost/tocsin' })
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['TOCSIN_SECRET_KEY', 'TOCSIN_ADMIN_PASSWORD'])
})

it('asks a server that runs jobs alone for no password of somebody it never signs in', () => {
  const worker = { DATABASE_URL: 'postgres://tocsin@localhost/tocsin', TOCSIN_ROLE: 'worker' }
  expect(faultsOf({ ...worker, TOCSIN_SECRET_KEY: 'k'.repeat(32) })).toEqual([])
})

it.each(['api', 'worker'])('refuses the role %s on the embedded database, which one server has to itself', (role) => {
  expect(faultsOf({ TOCSIN_ROLE: role })).toEqual([expect.stringMatching(`^TOCSIN_ROLE=${role} needs DATABASE_URL`)])
  expect(loadConfig({}).TOCSIN_ROLE).toBe('all')
})

it('reads mounted secrets, and refuses a value beside them', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-config-'))
  const file = join(folder, 'password')
  writeFileSync(file, 'a mounted password\n')
  expect(loadConfig({ TOCSIN_ADMIN_PASSWORD_FILE: file }).TOCSIN_ADMIN_PASSWORD).toBe('a mounted password')
  expect(faultsOf({ TOCSIN_ADMIN_PASSWORD_FILE: file, TOCSIN_ADMIN_PASSWORD: 'another password' })[0]).toContain(
    'both set',
  )
  expect(faultsOf({ WEBHOOK_SECRET_FILE: join(folder, 'absent') })[0]).toContain('cannot be read')
  writeFileSync(file, '\n')
  expect(faultsOf({ PORT_FILE: file })).toEqual(['PORT_FILE names an empty file'])
  rmSync(folder, { recursive: true })
})

it('takes an empty variable as absent', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}))
})

it('wants the certificate and its key together, and usable', () => {
  expect(faultsOf({ TLS_CERT: '/absent.pem', TLS_KEY: '/absent.key' })[0]).toMatch(/cannot be used: ENOENT/)
  expect(faultsOf({ TLS_CERT: __filename, TLS_KEY: __filename })[0]).toMatch(/cannot be used/)
  expect(faultsOf({ TLS_CERT: '/etc/cert.pem' })).toEqual(['TLS_CERT and TLS_KEY belong together'])
})

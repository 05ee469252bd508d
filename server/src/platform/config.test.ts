import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConfigError, loadConfig } from './config'

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

it('asks for the secrets that have no silent default beside a database', () => {
  const faults = faultsOf({ DATABASE_URL: 'postgres://tocsin@localhost/tocsin' })
  expect(faults.map((fault) => fault.split(' ')[0])).toEqual(['TOCSIN_SECRET_KEY', 'TOCSIN_ADMIN_PASSWORD'])
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
  rmSync(folder, { recursive: true })
})

it('takes an empty variable as absent', () => {
  expect(loadConfig({ PORT: '', DATABASE_URL: '' })).toEqual(loadConfig({}))
})

it('wants the certificate and its key together', () => {
  expect(faultsOf({ TLS_CERT: '/etc/cert.pem' })).toEqual(['TLS_CERT and TLS_KEY belong together'])
})

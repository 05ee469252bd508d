import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createSecureContext } from 'node:tls'
import proxyaddr from 'proxy-addr'
import { z } from 'zod'
import { isUuid } from './ids'

/** The folder that holds package.json: relative paths in the configuration start here, wherever the command was typed. */
export const projectRoot = findRoot(__dirname)

const flag = z.enum(['true', 'false', '1', '0']).transform((word) => word === 'true' || word === '1')
const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean),
)
const path = z
  .string()
  .min(1)
  .transform((text) => resolve(projectRoot, text))
/** An address range, or proxy-addr's names for some ("loopback"). */
const proxy = z.string().refine((range) => succeeds(() => proxyaddr.compile(range)), 'is no address or range')
/** A whole URL of one of the schemes named; Postgres allows an empty host, which URL does not. */
const service = (schemes: RegExp, examples: string) =>
  z
    .string()
    .regex(schemes, `must start with ${examples}`)
    .refine((text) => URL.canParse(text.replace('@/', '@localhost/').replace(/:\/{3}/, '://localhost/')), 'is no URL')
const origin = z.url({ protocol: /^https?$/ }).transform((text) => new URL(text).origin)

/** Every variable the server reads. The one place that names them; `.env.example` is tested against it. */
export const variables = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a number from 0 to 65535')
    .transform(Number)
    .refine((port) => port <= 65_535, 'must be a number from 0 to 65535')
    .default(4000),
  HOST: z.string().min(1).default('127.0.0.1'),
  DATABASE_URL: service(/^postgres(ql)?:\/\//, 'postgres://').optional(),
  REDIS_URL: service(/^rediss?:\/\//, 'redis:// or rediss://').optional(),
  TOCSIN_ROLE: z.enum(['all', 'api', 'worker']).default('all'),
  TOCSIN_DATA_DIR: path.default(resolve(projectRoot, 'data')),
  TOCSIN_PUBLIC_URL: origin.optional(),
  TOCSIN_ALLOWED_ORIGINS: list.pipe(z.array(origin)).default([]),
  TOCSIN_TRUSTED_PROXIES: list.pipe(z.array(proxy)).default([]),
  TOCSIN_ADMIN_EMAIL: z.email().max(254, 'must have at most 254 characters').default('admin@tocsin.local'),
  TOCSIN_ADMIN_PASSWORD: z.string().min(12, 'must have at least 12 characters').max(256).optional(),
  TOCSIN_TENANT: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and dashes')
    .refine((slug): boolean => !isUuid(slug), 'must not look like an id')
    .default('default'),
  TOCSIN_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  WEBHOOK_SECRET: z.string().min(16, 'must have at least 16 characters').max(512).optional(),
  TOCSIN_OPEN_REGISTRATION: flag.default(false),
  TOCSIN_ALLOW_SUPERUSER: flag.default(false),
  TLS_CERT: path.optional(),
  TLS_KEY: path.optional(),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

export type Config = Readonly<z.infer<typeof variables>>

/** Holds every fault found, so that an operator mends them in one go. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(
      `The configuration has ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((f) => `  ${f}`).join('\n')}`,
    )
  }
}

/** Reads the environment. @throws ConfigError that lists all faults at once. Empty variables count as absent. */
export function loadConfig(env: Record<string, string | undefined>): Config {
  const faults: string[] = []
  const given = withMountedFiles(env, faults)
  const parsed = variables.safeParse(given)
  if (!parsed.success) faults.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`))
  faults.push(...faultsBetween(given), ...tlsFaults(given))
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults)
  return parsed.data
}

/** The process's own environment. */
export const configFromProcess = (): Config => loadConfig(process.env)

/** X_FILE names a mounted secret whose content stands for X. */
function withMountedFiles(env: Record<string, string | undefined>, faults: string[]): Record<string, string> {
  const given: Record<string, string> = {}
  for (const name of Object.keys(variables.shape)) {
    const value = env[name]
    const file = env[`${name}_FILE`]
    if (value && file) faults.push(`${name} and ${name}_FILE are both set`)
    if (value) given[name] = value
    if (!file) continue
    try {
      const text = readFileSync(file, 'utf8').trimEnd()
      if (text) given[name] = text
      else faults.push(`${name}_FILE names an empty file`)
    } catch (error) {
      faults.push(`${name}_FILE cannot be read: ${(error as Error).message}`)
    }
  }
  return given
}

type Given = Record<string, string>

/** What does not go together, told from the bare text, so that it is listed beside the faults of single variables. */
function faultsBetween(given: Given): string[] {
  const faults: string[] = []
  if (given.DATABASE_URL && !given.TOCSIN_SECRET_KEY) {
    faults.push(
      'TOCSIN_SECRET_KEY is required with DATABASE_URL: it encrypts stored secrets and must outlive this machine',
    )
  }
  if (given.DATABASE_URL && !given.TOCSIN_ADMIN_PASSWORD && given.TOCSIN_ROLE !== 'worker')
    faults.push('TOCSIN_ADMIN_PASSWORD is required with DATABASE_URL')
  if (!given.DATABASE_URL && ['api', 'worker'].includes(given.TOCSIN_ROLE ?? '')) {
    faults.push(
      `TOCSIN_ROLE=${given.TOCSIN_ROLE} needs DATABASE_URL: the embedded database belongs to one server, which does everything (all)`,
    )
  }
  if (Boolean(given.TLS_CERT) !== Boolean(given.TLS_KEY)) faults.push('TLS_CERT and TLS_KEY belong together')
  return faults
}

function tlsFaults({ TLS_CERT, TLS_KEY }: Given): string[] {
  if (!TLS_CERT || !TLS_KEY) return []
  try {
    const [cert, key] = [TLS_CERT, TLS_KEY].map((file) => readFileSync(resolve(projectRoot, file)))
    createSecureContext({ cert, key })
    return []
  } catch (error) {
    return [`TLS_CERT and TLS_KEY cannot be used: ${(error as Error).message}`]
  }
}

function succeeds(work: () => unknown): boolean {
  try {
    work()
    return true
  } catch {
    return false
  }
}

function findRoot(from: string): string {
  const marks = /[\\/]server[\\/](src|dist)[\\/]/
  const found = marks.exec(`${from}/`)
  return found ? from.slice(0, found.index) : resolve(from, '../../..')
}

// @ts-check
import { readFileSync } from 'node:fs'
import { safeUrl } from './door.mjs'

/** Faults of a configuration, all of them. */
export class ConfigError extends Error {
  /** @param {string[]} faults */
  constructor(faults) {
    super(faults.join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** @typedef {(value: unknown) => boolean} Test */

/** @type {Test} */
const isText = (value) => typeof value === 'string' && value !== ''
/** @type {Test} */
const isHeader = (value) => typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
/** @type {Test} */
const isCount = (value) => Number.isSafeInteger(value) && Number(value) > 0
/** @param {readonly string[]} fields */
const countsOf = (fields) => (/** @type {unknown} */ value) =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === fields.length &&
  fields.every((field) => isCount(Reflect.get(value, field)))

/** @type {Record<string, [Test, string]>} */
const settings = {
  endpoint: [isText, 'an address'],
  folder: [isText, 'the path of a folder'],
  apiKey: [isHeader, 'visible ASCII characters'],
  secret: [isText, 'text'],
  tenant: [isHeader, 'a slug or an id'],
  hostId: [(value) => isText(value) && String(value).length <= 255, 'text of at most 255 characters'],
  heartbeatUrl: [isText, 'an address'],
  ca: [isText, 'certificates in PEM'],
  heartbeatIntervalMs: [isCount, 'a whole number above 0'],
  timeLimitMs: [isCount, 'a whole number above 0'],
  concurrency: [isCount, 'a whole number above 0'],
  flushIntervalMs: [isCount, 'a whole number above 0'],
  refusedWaitMs: [isCount, 'a whole number above 0'],
  backoff: [countsOf(['baseMs', 'maxMs']), '{"baseMs", "maxMs"}, whole numbers above 0'],
  breaker: [countsOf(['failures', 'waitMs']), '{"failures", "waitMs"}, whole numbers above 0'],
  maxBytes: [isCount, 'a whole number above 0'],
  maxCount: [isCount, 'a whole number above 0'],
  fsync: [(value) => typeof value === 'boolean', 'true or false'],
}

/** Settings that a program's environment may hold: what differs between machines, and what is secret. */
const fromEnvironment = {
  endpoint: 'TOCSIN_AGENT_ENDPOINT',
  folder: 'TOCSIN_AGENT_FOLDER',
  apiKey: 'TOCSIN_AGENT_API_KEY',
  secret: 'TOCSIN_AGENT_SECRET',
  tenant: 'TOCSIN_AGENT_TENANT',
  hostId: 'TOCSIN_AGENT_HOST_ID',
  heartbeatUrl: 'TOCSIN_AGENT_HEARTBEAT_URL',
}

/** Settings whose value may lie in a file of its own, as `<name>File` or `<NAME>_FILE`. */
const fromFiles = ['apiKey', 'secret', 'ca']

/**
 * An agent's options, from a JSON file and from the environment, which wins.
 * @param {string | undefined} path
 * @param {Record<string, string | undefined>} environment
 * @returns {import('./client.mjs').AgentOptions}
 * @throws ConfigError
 */
export function loadConfig(path, environment) {
  /** @type {string[]} */
  const faults = []
  const read = (/** @type {string} */ file) => {
    try {
      return readFileSync(file, 'utf8')
    } catch (error) {
      faults.push(`${file}: ${String(error)}`)
      return undefined
    }
  }
  const given = path === undefined ? {} : parsed(read(path), path, faults)
  for (const name of fromFiles) {
    const file = given[`${name}File`]
    delete given[`${name}File`]
    if (typeof file === 'string') given[name] = read(file)?.trim()
    else if (file !== undefined) faults.push(`${name}File must be the path of a file`)
  }
  for (const [name, variable] of Object.entries(fromEnvironment)) {
    const file = fromFiles.includes(name) ? environment[`${variable}_FILE`] : undefined
    const value = environment[variable] || (file && read(file)?.trim())
    if (value) given[name] = value
  }
  faults.push(...faultsOf(given))
  if (faults.length > 0) throw new ConfigError(faults)
  return /** @type {import('./client.mjs').AgentOptions} */ (/** @type {unknown} */ (given))
}

/**
 * @param {string | undefined} text
 * @param {string} path
 * @param {string[]} faults
 * @returns {Record<string, unknown>}
 */
function parsed(text, path, faults) {
  if (text === undefined) return {}
  try {
    const value = /** @type {unknown} */ (JSON.parse(text))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
    faults.push(`${path}: must hold a JSON object`)
  } catch (error) {
    faults.push(`${path}: ${String(error)}`)
  }
  return {}
}

/** @param {Record<string, unknown>} given */
function faultsOf(given) {
  const faults = Object.entries(given).flatMap(([name, value]) => {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (!setting) return [`${name} is not a setting`]
    return value === undefined || setting[0](value) ? [] : [`${name} must be ${setting[1]}`]
  })
  for (const name of ['endpoint', 'folder']) if (given[name] === undefined) faults.push(`${name} is missing`)
  if (given.apiKey === undefined && given.secret === undefined) faults.push('apiKey or secret is missing')
  for (const name of ['endpoint', 'heartbeatUrl']) {
    const value = given[name]
    if (typeof value !== 'string') continue
    try {
      safeUrl(value)
    } catch (error) {
      faults.push(`${name}: ${/** @type {Error} */ (error).message}`)
    }
  }
  return faults
}

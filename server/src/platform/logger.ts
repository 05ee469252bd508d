import pino, { type Logger } from 'pino'
import { factsOf } from './fault'

export type Log = Logger

/** Paths that never reach a log, whatever object is passed. Payload text is not logged at all: callers pass sizes and ids. */
const secrets = ['password', 'secret', 'token', 'authorization', 'cookie', 'apiKey', 'currentPassword', 'newPassword']

export function createLogger(level: string): Log {
  return pino({
    level,
    base: { service: 'tocsin' },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: factsOf },
    redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
  })
}

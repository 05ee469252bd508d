import { iocKey } from '../observables/observable.id'
import { hostOfUrl, saidValue } from '../observables/observable.said'
import { ObservableType, type ObservableValue } from '../observables/observable.type'
import type { NewAlert } from './alert.insert'
import type { AlertProcess } from './alert.process'

/** More values of one event are not kept. */
const mostValues = 100

const { DOMAIN, EMAIL_ADDRESS, FILE_NAME, FILE_PATH, HASH_MD5, HASH_SHA1, HASH_SHA256, HOSTNAME, IP_ADDRESS } =
  ObservableType
const { PROCESS_NAME, RESOURCE, URL, USER } = ObservableType

/** What an alert says in its fields, and what else was found with it. */
export type SaidFields = Pick<
  NewAlert,
  'srcIp' | 'dstIp' | 'host' | 'user' | 'domain' | 'url' | 'sha256' | 'sha1' | 'md5' | 'fileName' | 'mailSender' |
  'mailRecipients' | 'resource' | 'process'
> & { observables?: readonly { type: string; value: string }[] } // prettier-ignore

type Said = readonly [type: string, text: string | null]

/**
 * The values of an event that other alerts may hold too: those of its fields first, then what the normaliser found besides. Each once, in one
 * spelling, at most 100. Pure; what is no value of its type is left out.
 */
export function valuesOf(fields: SaidFields): ObservableValue[] {
  const held = new Map<string, ObservableValue>()
  for (const [type, text] of saidBy(fields)) {
    if (held.size >= mostValues) break
    const value = text === null ? null : saidValue(type, text)
    if (!value) continue
    const key = iocKey(value)
    if (!held.has(key)) held.set(key, value)
  }
  return [...held.values()]
}

function* saidBy(fields: SaidFields): Generator<Said> {
  yield [IP_ADDRESS, fields.srcIp]
  yield [IP_ADDRESS, fields.dstIp]
  yield [HOSTNAME, fields.host]
  yield [USER, fields.user]
  yield [DOMAIN, fields.domain]
  yield [URL, fields.url]
  if (fields.url !== null) yield [DOMAIN, hostOfUrl(fields.url)]
  yield [HASH_SHA256, fields.sha256]
  yield [HASH_SHA1, fields.sha1]
  yield [HASH_MD5, fields.md5]
  yield [FILE_NAME, fields.fileName]
  yield [EMAIL_ADDRESS, fields.mailSender]
  for (const address of fields.mailRecipients) yield [EMAIL_ADDRESS, address]
  yield [RESOURCE, fields.resource]
  if (fields.process) yield* saidByProcess(fields.process)
  for (const { type, value } of fields.observables ?? []) yield [type, value]
}

/** Its own alone: what started it (explorer.exe, systemd) is nearly everywhere the same. */
function* saidByProcess({ name, path, user }: AlertProcess): Generator<Said> {
  yield [PROCESS_NAME, name]
  yield [FILE_PATH, path]
  yield [USER, user]
}

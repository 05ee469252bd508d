import { isIP } from 'node:net'
import type { AlertProcess } from '../alerts/alert.process'
import type { Indicator } from '../observables/indicator.insert'
import { understoodAs } from '../observables/observable.canonical'
import { iocKey } from '../observables/observable.id'
import { isObservableType, ObservableType, type ObservableValue } from '../observables/observable.type'
import type { Finding } from './finding'
import { hostOfUrl } from './reading/fields'

/** More values of one item are not kept. */
const mostObservables = 100

const { DOMAIN, EMAIL_ADDRESS, FILE_NAME, FILE_PATH, HASH_MD5, HASH_SHA1, HASH_SHA256, HOSTNAME, IP_ADDRESS } =
  ObservableType
const { PROCESS_NAME, RESOURCE, URL, USER } = ObservableType

type Said = readonly [type: string, text: string | null]

/**
 * The values of an item that other alerts may hold too: those of its fields first, then what the normaliser found besides. Each once, in one
 * spelling, at most 100. Pure; what is no value of its type is left out.
 */
export function observablesOf(finding: Finding): ObservableValue[] {
  const held = new Map<string, ObservableValue>()
  for (const [type, text] of saidBy(finding)) {
    if (held.size >= mostObservables) break
    const observable = text === null ? null : observableIn(type, text)
    if (!observable) continue
    const key = iocKey(observable)
    if (!held.has(key)) held.set(key, observable)
  }
  return [...held.values()]
}

/** Indicators of a feed, each as an observable; those of types that we do not know are left out. */
export const indicatorsOf = ({ indicators }: Finding): Indicator[] =>
  indicators.flatMap(({ type, value, ...told }) => {
    const observable = observableIn(type, value)
    return observable ? [{ ...told, ...observable }] : []
  })

/** Products write addresses where they have no name. */
function observableIn(type: string, text: string): ObservableValue | null {
  if (!isObservableType(type)) return null
  const isName = type === HOSTNAME || type === DOMAIN
  return understoodAs(isName && isIP(text) !== 0 ? IP_ADDRESS : type, text)
}

function* saidBy(finding: Finding): Generator<Said> {
  yield [IP_ADDRESS, finding.srcIp]
  yield [IP_ADDRESS, finding.dstIp]
  yield [HOSTNAME, finding.host]
  yield [USER, finding.user]
  yield [DOMAIN, finding.domain]
  yield [URL, finding.url]
  if (finding.url !== null) yield [DOMAIN, hostOfUrl(finding.url)]
  yield [HASH_SHA256, finding.sha256]
  yield [HASH_SHA1, finding.sha1]
  yield [HASH_MD5, finding.md5]
  yield [FILE_NAME, finding.fileName]
  yield [EMAIL_ADDRESS, finding.mailSender]
  for (const address of finding.mailRecipients) yield [EMAIL_ADDRESS, address]
  yield [RESOURCE, finding.resource]
  if (finding.process) yield* saidByProcess(finding.process)
  for (const { type, value } of finding.observables) yield [type, value]
}

/** Its own alone: what started it (explorer.exe, systemd) is nearly everywhere the same. */
function* saidByProcess({ name, path, user }: AlertProcess): Generator<Said> {
  yield [PROCESS_NAME, name]
  yield [FILE_PATH, path]
  yield [USER, user]
}

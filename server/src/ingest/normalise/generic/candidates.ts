import { domainOf, hashOf, ipOf, linkOf, portOf, textOf } from '../../reading/fields'
import { isPlaceholder } from '../../reading/look'
import { hasZone, timeOf } from '../../reading/time'
import type { Field } from './meaning'
import type { Path } from './path'

export type Scalar = string | number | boolean

/** What a value costs beyond its place, as a value for that field: 0 for a good one, more for a doubtful one, null for none. */
export function doubtOf(field: Field, value: Scalar, path: Path): number | null {
  if (typeof value === 'string' && isPlaceholder(value)) return null
  const check = checks[field]
  return check ? check(value, path) : typeof value === 'boolean' ? null : 0
}

type Check = (value: Scalar, path: Path) => number | null

const when =
  (isGood: (value: Scalar, path: Path) => boolean): Check =>
  (value, path) =>
    isGood(value, path) ? 0 : null

const isText = (value: Scalar): value is string => typeof value === 'string' && /\p{L}/u.test(value)
const isAddress = (value: Scalar): boolean => ipOf(value) !== null
const isUrl = (value: Scalar): boolean =>
  typeof value === 'string' && /^([a-z][a-z0-9+.-]*:\/\/|\/|www\.|[\w-]+(\.[\w-]+)+\/)\S*$/i.test(value)
const isLineText = when((value) => isText(value))
const isName = (value: Scalar): value is string =>
  isText(value) && value.length <= 255 && !/[\r\n\t{}<>]|^https?:/.test(value) && !isAddress(value)

/** Kinds of message that say nothing of what happened. */
const hollow =
  /^(alert|alerts|event|incident|notification|detection|finding|finding_?created|webhook|message|log|result|object|bundle|default|issue|info|error|warning|user|other)$/i

const checks: Partial<Record<Field, Check>> = {
  title: titleDoubt,
  description: isLineText,
  product: when(
    (value) =>
      isText(value) &&
      value.length <= 100 &&
      !isAddress(value) &&
      !/^https?:|^[\w.-]+@|^(true|false|user|manual)$|^arn:/i.test(value),
  ),
  vendorId: (value, { names }) =>
    typeof value === 'boolean' || textOf(value, 600) === null || (names.at(-1) === 'eventid' && isCode(value))
      ? null
      : 0,
  ruleId: ruleIdDoubt,
  ruleName: isLineText,
  vendorStatus: when((value) => isText(value) && value.length <= 60),
  disposition: when((value) => isText(value) && value.length <= 100),
  host: when((value) => isName(value) && !/\s.*\s|@|\//.test(value)),
  user: (value) =>
    isName(value) && !/^(true|false|\d+)$|^S-1-\d/i.test(value) ? (value.endsWith('$') ? 150 : 0) : null,
  resource: when((value) => typeof value !== 'boolean' && isText(value)),
  cloudAccount: when((value) => typeof value !== 'boolean' && /^[\w:.-]{3,100}$/.test(String(value))),
  fileName: when((value) => isText(value) && !/[\r\n]/.test(value)),
  srcIp: when(isAddress),
  dstIp: when(isAddress),
  localIp: when(isAddress),
  remoteIp: when(isAddress),
  srcPort: when((value) => portOf(value) !== null && Number(value) > 0),
  dstPort: when((value) => portOf(value) !== null && Number(value) > 0),
  domain: when((value) => domainOf(value) !== null),
  url: when(isUrl),
  link: when((value) => linkOf(value) !== null),
  hash: when((value) => typeof value === 'string' && hashesIn(value).length > 0),
  techniques: when((value) => typeof value === 'string' && /\bT\d{4}\b/.test(value)),
  tactics: when((value) => typeof value === 'string' && /\bTA\d{4}\b/.test(value)),
  tags: when((value) => typeof value === 'string'),
  mailSender: when((value) => typeof value === 'string' && value.includes('@')),
  mailRecipients: when((value) => typeof value === 'string' && value.includes('@')),
  mailSubject: isLineText,
  processName: when((value) => isText(value) && !/[\r\n]/.test(value)),
  parentName: when((value) => isText(value) && !/[\r\n]/.test(value)),
  commandLine: when(isText),
  parentCommandLine: when(isText),
  eventAt: timeDoubt,
  endedAt: when((value) => timeOf(value) !== null),
  kindWord: when(isText),
}

/** Text that is written for people. Paths and the bare kind of a message are better than nothing. */
function titleDoubt(value: Scalar): number | null {
  if (!isText(value) || /^[[{]\s*["{[\]}]/.test(value)) return null
  if (hollow.test(value)) return 500
  if (value.startsWith('[')) return 130 // `[FIRING:2] …`: put together for a mail, maybe of several alerts
  return isBarePath(value) ? 600 : 0
}

/** One word with two slashes. A title has no longest length yet, so this looks at each character once. */
const isBarePath = (text: string): boolean => text.indexOf('/') !== text.lastIndexOf('/') && !/\s/.test(text)

const isCode = (value: Scalar): boolean => /^\d{1,5}$/.test(String(value))

/** A type is the id of a rule only when it is written as one: `Backdoor:EC2/DNS`, `user.session.start`. */
function ruleIdDoubt(value: Scalar, { names }: Path): number | null {
  if (typeof value === 'boolean') return null
  const name = names.at(-1) ?? ''
  if (name === 'name') return /rule|signature|policy|query|check/.test(names.at(-2) ?? '') ? 0 : null // an alert's own name
  if (name === 'eventid') return isCode(value) ? 0 : null
  if (name === 'type') return /^\w+:[\w.:/!&-]+$/.test(String(value)) ? 0 : null
  if (name === 'eventtype' || name === 'eventname') return /^\w+(\.\w+)+$/.test(String(value)) ? 0 : null
  return 0
}

const zoneless = 150

function timeDoubt(value: Scalar, { names }: Path): number | null {
  if (typeof value === 'boolean' || timeOf(value) === null) return null
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value)) return 250 // a day
  return hasZone(value) || /utc|gmt/.test(names.at(-1) ?? '') ? 0 : zoneless
}

const kinds = ['md5', 'sha1', 'sha256'] as const

/** Each digest in a text, by its length: `SHA1=…,MD5=…` holds two. */
export function hashesIn(text: string): [(typeof kinds)[number], string][] {
  if (text.length < 32) return []
  return text
    .slice(0, 1_000)
    .split(/[\s,;|]+/)
    .flatMap((part) =>
      kinds.flatMap((kind): [(typeof kinds)[number], string][] => {
        const hash = hashOf(part, kind)
        return hash === null ? [] : [[kind, hash]]
      }),
    )
}

import { Severity } from '../../scoring/severity'
import { isJsonObject, type JsonObject } from '../finding'
import { numberOf, severityOfWord } from './severity'
import { listOf, wholeOf, wordOf } from './fields'
import { lookInto, type Look } from './look'

/** An event of Windows' event log, in whichever shape a shipper wrote it. */
export interface WindowsEvent {
  id: number | null
  channel: string | null
  /** Where the event was logged; not who collected it. */
  computer: unknown
  at: unknown
  message: string | null
  /** The level's word or number as the shipper has it; undefined for LogAlways, which says nothing. */
  level: unknown
  severity: Severity
  /** EventData or UserData; the whole item where a shipper writes it flat. */
  data: Look
  /** The audit of a failure; null for what is no audit. */
  isFailure: boolean | null
}

const system = (name: string): string[] => [`Event.System.${name}`, `System.${name}`]
/** How converters of EVTX write an XML attribute: evtx_dump in one object, or beside the element, and those that mark it with a sign. */
const attribute = (element: string, name: string): string[] =>
  system(element).flatMap((at) => [
    `${at}.#attributes.${name}`,
    `${at}_attributes.${name}`,
    `${at}.@${name}`,
    `${at}.${name}`,
  ])

const places = {
  id: [
    ...system('EventID'),
    ...system('EventID.#text'),
    'winlog.event_id',
    'EventID',
    'EventId',
    'event_id',
    'event.code',
  ],
  channel: [...system('Channel'), 'winlog.channel', 'Channel', 'log_name'],
  computer: [...system('Computer'), 'winlog.computer_name', 'Hostname', 'Computer', 'computer_name', 'host.name'],
  at: [...attribute('TimeCreated', 'SystemTime'), 'TimeCreated', '@timestamp', 'TimeGenerated', 'EventTime'],
  message: ['message', 'Message', 'Event.RenderingInfo.Message'],
  level: ['Severity', 'log.level', 'level', ...system('Level'), 'Level'],
  /** nxlog's words first: its Keywords are a number beyond 2^53. */
  keywords: ['EventType', ...system('Keywords'), 'winlog.keywords', 'keywords', 'Keywords'],
}

export function windowsEventOf(look: Look): WindowsEvent {
  const level = look(...places.level)
  const isSaid = numberOf(level) !== 0
  return {
    id: wholeOf(look(...places.id)),
    channel: wordOf(look(...places.channel), 200),
    computer: look(...places.computer),
    at: look(...places.at),
    message: wordOf(look(...places.message), 10_000),
    level: isSaid ? level : undefined,
    severity: isSaid ? severityOfLevel(level) : Severity.UNKNOWN,
    data: dataOf(look),
    isFailure: failureOf(look(...places.keywords)),
  }
}

/** Winmeta's levels: 1 critical, 2 error, 3 warning, 4 information, 5 verbose. */
const levels = [Severity.UNKNOWN, Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.INFORMATIONAL]

function severityOfLevel(level: unknown): Severity {
  const number = numberOf(level)
  if (number === null) return severityOfWord(level)
  return levels[number] ?? (number === 5 ? Severity.INFORMATIONAL : Severity.UNKNOWN)
}

function dataOf(look: Look): Look {
  const places = [
    'Event.EventData',
    'EventData',
    'winlog.event_data',
    'event_data',
    'Event.UserData',
    'winlog.user_data',
  ]
  const place = places.find((one) => look.has(one))
  if (place === undefined) return look
  const named = namedData(look.all(`${place}.Data`))
  if (named) return lookInto(named)
  // UserData has one element of the provider's own around its fields.
  return place.endsWith('UserData') ? look.within(`${place}.LogFileCleared`, place) : look.within(place)
}

/** `<Data Name="Image">…</Data>` as converters without a schema write it: a list of names and texts. */
function namedData(list: unknown[]): JsonObject | null {
  const pairs = list.filter(isJsonObject).flatMap((one): [string, unknown][] => {
    const look = lookInto(one)
    const name = wordOf(look('#attributes.Name', '@Name', 'Name', '$.Name'), 200)
    return name === null ? [] : [[name, look('#text', '_', 'Value', 'content')]]
  })
  return pairs.length > 0 ? Object.fromEntries(pairs) : null
}

const [auditFailure, auditSuccess] = [0x0010_0000_0000_0000n, 0x0020_0000_0000_0000n]

function failureOf(keywords: unknown): boolean | null {
  const words = listOf(keywords).map((word) => word.toLowerCase())
  if (words.some((word) => word.replace('_', ' ') === 'audit failure')) return true
  if (words.some((word) => word.replace('_', ' ') === 'audit success')) return false
  const bits = /^0x[0-9a-f]{1,16}$/.test(words[0] ?? '') ? BigInt(words[0] ?? 0) : 0n
  if ((bits & auditFailure) !== 0n) return true
  return (bits & auditSuccess) !== 0n ? false : null
}

import { withExactNumbers } from '../exact-numbers'
import { isJsonObject } from '../finding'

/** Names and values out of a text, and the form it is written in. */
export interface Opened {
  form: 'json' | 'cef' | 'leef' | 'syslog' | 'pairs' | 'lines'
  value: unknown
}

const longest = 65_536

/**
 * What is written in a text in a form of its own: JSON, ArcSight's CEF, QRadar's LEEF, a syslog header, `name=value` pairs, or lines `Name: value`
 * below each other. Null for plain text.
 */
export function openedText(text: string): Opened | null {
  if (text.length < 12 || text.length > longest) return null
  const first = text.charCodeAt(0)
  if (first === 0x7b || first === 0x5b) {
    const value = parsedJson(text)
    if (value !== undefined) return { form: 'json', value }
  }
  const cef = text.indexOf('CEF:')
  if (cef >= 0 && cef < 256) return withPriority(text, { form: 'cef', value: readCef(text.slice(cef)) })
  const leef = text.indexOf('LEEF:')
  if (leef >= 0 && leef < 256) return withPriority(text, { form: 'leef', value: readLeef(text.slice(leef)) })
  return pairsIn(text) ?? linesIn(text) ?? withPriority(text, null)
}

function parsedJson(text: string): unknown {
  const last = text.trimEnd().at(-1)
  if (last !== '}' && last !== ']') return undefined
  try {
    const value: unknown = JSON.parse(withExactNumbers(text))
    return isJsonObject(value) || Array.isArray(value) ? value : undefined
  } catch {
    return undefined // a text that only begins like one
  }
}

/** RFC 5424, 6.2.1: the number in front is the facility times eight plus the severity. */
function withPriority(text: string, opened: Opened | null): Opened | null {
  const [, priority] = /^<(\d{1,3})>/.exec(text) ?? []
  if (priority === undefined || Number(priority) > 191) return opened
  const severity = Number(priority) % 8
  if (opened === null) return { form: 'syslog', value: { syslogSeverity: severity } }
  return { ...opened, value: { ...(opened.value as object), syslogSeverity: severity } }
}

const unescaped = (text: string): string => text.replace(/\\([\\|=])/g, '$1').trim()

/** `CEF:0|vendor|product|version|signature|name|severity|extension`, as ArcSight's guide has it. */
function readCef(text: string): Record<string, string> {
  const parts = text.split(/(?<!\\)\|/)
  const [, deviceVendor = '', deviceProduct = '', , signatureId = '', title = '', severity = ''] = parts.map(unescaped)
  const extension = extensionIn(parts.slice(7).join('|'))
  return { ...extension, deviceVendor, deviceProduct, signatureId, title, severity }
}

/** `LEEF:1.0|vendor|product|version|event|attributes`, with a delimiter of its own before the attributes from 2.0 on. */
function readLeef(text: string): Record<string, string> {
  const [version = '', deviceVendor = '', deviceProduct = '', , signatureId = '', ...rest] = text.split('|')
  const hasDelimiter = version.startsWith('LEEF:2') && rest.length > 1
  const stated = hasDelimiter ? (rest.shift() ?? '') : ''
  const delimiter = stated.length === 1 ? stated : '\t'
  const attributes = rest.join('|')
  const pairs = attributes.includes(delimiter)
    ? attributes
        .split(delimiter)
        .map((pair): [string, string] => [
          pair.split('=', 1)[0]?.trim() ?? '',
          pair.slice(pair.indexOf('=') + 1).trim(),
        ])
    : Object.entries(extensionIn(attributes))
  return { ...Object.fromEntries(pairs.slice(0, 300)), deviceVendor, deviceProduct, signatureId }
}

/** `key=value key2=a value with blanks`: a value ends where the next key begins. Custom fields take the name that their label gives. */
function extensionIn(text: string): Record<string, string> {
  const found: Record<string, string> = {}
  const keys = [...text.matchAll(/(?:^|\s)([\w.[\]-]{1,60})=/g)].slice(0, 300)
  for (const [at, match] of keys.entries()) {
    const end = keys[at + 1]?.index ?? text.length
    found[match[1] ?? ''] = unescaped(text.slice(match.index + match[0].length, end))
  }
  for (const [key, label] of Object.entries(found)) {
    const value = key.endsWith('Label') ? found[key.slice(0, -5)] : undefined
    if (value !== undefined && label.length <= 60) found[label] = value
  }
  return found
}

const pair = /(?:^|[\s,;>])([a-z][\w.-]{0,59})=("(?:[^"\\]|\\.)*"|[^\s,;"]+)/gi

function pairsIn(text: string): Opened | null {
  if (!text.includes('=') || text.length > 16_384) return null
  const found = [...text.matchAll(pair)].slice(0, 300)
  if (found.length < 4) return null
  const value = Object.fromEntries(found.map(([, key = '', said = '']) => [key, said.replace(/^"|"$/g, '')]))
  return withPriority(text, { form: 'pairs', value: withDate(value) })
}

/** Firewalls write the day and the time of it as two fields. */
function withDate(value: Record<string, string>): Record<string, string> {
  const { date, time, tz = '' } = value
  if (date === undefined || time === undefined || !/^\d{4}-\d\d-\d\d$/.test(date)) return value
  return { ...value, date: '', time: '', timestamp: `${date} ${time}${/^[+-]\d{4}$/.test(tz) ? tz : ''}` }
}

function linesIn(text: string): Opened | null {
  if (!text.includes('\n') || text.length > 16_384) return null
  const found = [...text.matchAll(/^[ \t*]*([A-Za-z][\w ()-]{0,39}?)[ \t*]*:[ \t]+(\S[^\r\n]*)$/gm)].slice(0, 100)
  if (found.length < 4) return null
  const value: Record<string, string> = {}
  for (const [, key = '', said = ''] of found) value[key] ??= said.trim()
  return { form: 'lines', value }
}

import { hashKindOf } from './hashes'
import { ipOf } from './fields'

export interface PatternValue {
  /** As observables are named. */
  type: string
  value: string
}

/** Longer ones are cut: it is no pattern of indicators any more. */
const longest = 20_000
const most = 1_000

/** An object path, a text in quotes (to the end where it is never closed), an operator, a word. Each character is looked at once or twice. */
const token =
  /([a-z0-9-]+:[\w-]+(?:\.(?:[\w-]+|'(?:\\.|[^'\\])*')|\[(?:\d+|\*)\])*)|'((?:\\.|[^'\\])*)(?:'|\\?$)|(!=|<>|[<>]=?|==?|[()[\],])|([\w-]+)/gs

type Token = { path: string } | { text: string } | { word: string }

/**
 * The values that a STIX pattern (2.1, chapter 9) compares for equality, `=` and `IN`, and that may be looked for by themselves. What is
 * negated, matched by LIKE or MATCHES, or of no type that we hold is left out; so is a file's name that counts only together with more.
 */
export function valuesInPattern(pattern: string): PatternValue[] {
  const tokens = [...pattern.slice(0, longest).matchAll(token)].map(tokenOf)
  const found = tokens.flatMap((one, at) =>
    'path' in one ? comparedWith(tokens, at + 1).flatMap((text) => valueOf(one.path, text) ?? []) : [],
  )
  const isJoined = tokens.some((one) => 'word' in one && one.word === 'AND')
  return found.filter(({ type }) => !isJoined || type !== 'FILE_NAME').slice(0, most)
}

function tokenOf([, path, text, sign, word = '']: RegExpMatchArray): Token {
  if (path !== undefined) return { path }
  if (text !== undefined) return { text: text.replace(/\\(.)/gs, '$1') }
  return { word: sign ?? word.toUpperCase() }
}

/** The texts behind `=` or within `IN (…)`. */
function comparedWith(tokens: Token[], at: number): string[] {
  const operator = wordAt(tokens, at)
  if (operator === '=' || operator === '==') return textAt(tokens, at + 1)
  if (operator !== 'IN' || wordAt(tokens, at + 1) !== '(') return []
  const texts: string[] = []
  for (let next = at + 2; next < tokens.length && wordAt(tokens, next) !== ')'; next++)
    texts.push(...textAt(tokens, next))
  return texts
}

function wordAt(tokens: Token[], at: number): string | null {
  const one = tokens[at]
  return one && 'word' in one ? one.word : null
}

function textAt(tokens: Token[], at: number): string[] {
  const one = tokens[at]
  return one && 'text' in one ? [one.text] : []
}

const typeByPath = new Map([
  ['file:name', 'FILE_NAME'],
  ['domain-name:value', 'DOMAIN'],
  ['url:value', 'URL'],
  ['email-addr:value', 'EMAIL_ADDRESS'],
  ['email-message:from_ref.value', 'EMAIL_ADDRESS'],
  ['email-message:sender_ref.value', 'EMAIL_ADDRESS'],
  ['mac-addr:value', 'MAC_ADDRESS'],
  ['windows-registry-key:key', 'REGISTRY_KEY'],
  ['hostname:value', 'HOSTNAME'],
  ['x-opencti-hostname:value', 'HOSTNAME'],
])
const hashTypes = { md5: 'HASH_MD5', sha1: 'HASH_SHA1', sha256: 'HASH_SHA256' }

function valueOf(path: string, text: string): PatternValue | null {
  const [object = '', rest = ''] = path.split(':')
  if (/^(ipv[46]-addr:value|network-traffic:(src|dst)_ref\.value)$/.test(path)) return addressOf(text)
  if ((object === 'file' || object === 'artifact') && rest.startsWith('hashes')) {
    const kind = hashKindOf(text)
    return kind && { type: hashTypes[kind], value: text.toLowerCase() }
  }
  const type = typeByPath.get(path)
  return type ? { type, value: text } : null
}

/** A single address, a network, or a name, which network traffic may refer to as well. */
export function addressOf(text: string): PatternValue | null {
  const [address = '', length] = text.split('/')
  const ip = ipOf(address)
  if (ip === null) return /[a-z]/i.test(text) && !text.includes('/') ? { type: 'DOMAIN', value: text } : null
  const isWhole = length === undefined || length === (ip.includes(':') ? '128' : '32')
  return isWhole ? { type: 'IP_ADDRESS', value: ip } : { type: 'SUBNET', value: `${ip}/${length}` }
}

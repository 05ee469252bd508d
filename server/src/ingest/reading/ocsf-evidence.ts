import { isJsonObject } from '../finding'
import { hashKindOf } from './hashes'
import { numberOf } from './severity'
import { lookInto, type Look } from './look'
import type { ProcessReading, Reading } from './reading'

/** What OCSF's evidences, and its older class's own places, name: endpoints, a file, a process. */
export function ocsfEvidence(look: Look): Reading {
  const inAny = (...places: string[]): unknown => look(...places.flatMap((place) => [`evidences.*.${place}`, place]))
  const file = look.within(...inEach(look, 'file'), ...inEach(look, 'process.file'))
  return {
    srcIp: inAny('src_endpoint.ip'),
    srcPort: inAny('src_endpoint.port'),
    dstIp: inAny('dst_endpoint.ip'),
    dstPort: inAny('dst_endpoint.port'),
    domain: inAny('query.hostname', 'dst_endpoint.domain', 'dst_endpoint.hostname', 'url.hostname'),
    url: inAny('url.url_string', 'http_request.url.url_string'),
    fileName: file('path', 'name'),
    ...digests(file),
    mailSender: inAny('email.from'),
    mailRecipients: inAny('email.to'),
    mailSubject: inAny('email.subject'),
    process: processOf(look.within(...inEach(look, 'process'))),
  }
}

/** The first evidence that has it, then the event itself. */
function inEach(look: Look, place: string): string[] {
  const at = look.all('evidences').findIndex((one) => isJsonObject(one) && lookInto(one).has(place))
  return at < 0 ? [place] : [`evidences.${at}.${place}`, place]
}

function digests(file: Look): Reading {
  const found: Reading = {}
  for (const value of file.all('hashes.*.value', 'fingerprints.*.value')) {
    const kind = hashKindOf(value)
    if (kind) found[kind] ??= value
  }
  return found
}

function processOf(process: Look, depth = 1): ProcessReading {
  return {
    name: process('name'),
    path: process('file.path', 'path'),
    commandLine: process('cmd_line'),
    pid: process('pid'),
    user: process('user.name'),
    parent: depth < 4 && process.has('parent_process') ? processOf(process.within('parent_process'), depth + 1) : null,
  }
}

/** OCSF's `observable.type_id` (1.x) in our words. */
const types = new Map([
  [1, 'HOSTNAME'],
  [2, 'IP_ADDRESS'],
  [3, 'MAC_ADDRESS'],
  [4, 'USER'],
  [5, 'EMAIL_ADDRESS'],
  [6, 'URL'],
  [7, 'FILE_NAME'],
  [9, 'PROCESS_NAME'],
  [10, 'RESOURCE'],
  [12, 'SUBNET'],
  [18, 'CVE'],
  [28, 'REGISTRY_KEY'],
  [45, 'FILE_PATH'],
])
const hashTypes = { md5: 'HASH_MD5', sha1: 'HASH_SHA1', sha256: 'HASH_SHA256' }

export function ocsfObservables(look: Look): { type: string; value: unknown }[] {
  return look
    .all('observables')
    .filter(isJsonObject)
    .flatMap(({ type_id, value }) => {
      const kind = type_id === 8 ? hashKindOf(value) : null
      const type = kind ? hashTypes[kind] : types.get(numberOf(type_id) ?? 0)
      return type === undefined ? [] : [{ type, value }]
    })
}

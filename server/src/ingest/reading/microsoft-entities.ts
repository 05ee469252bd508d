import { isJsonObject, type JsonObject } from '../finding'
import { textOf } from './fields'
import { lookInto, type Look } from './look'
import type { Reading } from './reading'

/** Entities of Microsoft's alerts and incidents: `kind` with `properties` in the API, `Type` beside capitalised names in the tables, as text. */
export function entitiesIn(value: unknown): Entity[] {
  const list = typeof value === 'string' ? parsed(value) : value
  if (!Array.isArray(list)) return []
  return list.slice(0, 200).filter(isJsonObject).map(entityOf)
}

export interface Entity {
  /** In lower case, without spaces: `host`, `filehash`. */
  kind: string
  look: Look
}

const longestText = 200_000

function parsed(text: string): unknown {
  try {
    return text.length <= longestText ? (JSON.parse(text) as unknown) : null
  } catch {
    return null // the column holds something else
  }
}

/** Names in the API begin small, in the tables they do not. */
function entityOf(item: JsonObject): Entity {
  const properties = isJsonObject(item.properties) ? item.properties : item
  const small = Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [key.charAt(0).toLowerCase() + key.slice(1), value]),
  )
  const kind = textOf(item.kind ?? item.Type ?? item.type, 100) ?? ''
  return { kind: kind.toLowerCase().replace(/[^a-z]/g, ''), look: lookInto(small) }
}

/** The first entity of each kind in our fields; all the others as observables. */
export function entityReading(entities: Entity[]): Reading {
  const of = (...kinds: string[]): Look =>
    entities.find(({ kind }) => kinds.includes(kind))?.look ?? lookInto({})
  const [process, mail] = [of('process'), of('mailmessage')]
  return {
    host: of('host')('hostName', 'netBiosName', 'fullName', 'friendlyName'),
    user: of('account')('accountName', 'name', 'friendlyName', 'displayName') ?? of('mailbox')('mailboxPrimaryAddress', 'upn'),
    resource: of('azureresource')('resourceId'),
    srcIp: of('ip')('address'),
    domain: of('dnsresolution', 'dns')('domainName'),
    url: of('url')('url'),
    fileName: of('file')('fileName', 'name'),
    ...hashesOf(entities),
    mailSender: mail('sender', 'p2Sender', 'p1Sender'),
    mailRecipients: mail('recipient'),
    mailSubject: mail('subject'),
    process: { commandLine: process('commandLine'), pid: process('processId'), path: process('imageFile.fullPath', 'imageFile.Name') },
    observables: entities.flatMap(observablesOf),
  }
} // prettier-ignore

function hashesOf(entities: Entity[]): Reading {
  const found = entities.filter(({ kind }) => kind === 'filehash').map(({ look }) => look)
  const by = (algorithm: string) => found.find((look) => textOf(look('algorithm'))?.toUpperCase() === algorithm)
  return { md5: by('MD5')?.('hashValue', 'value'), sha1: by('SHA1')?.('hashValue', 'value'), sha256: by('SHA256')?.('hashValue', 'value') } // prettier-ignore
}

const observableTypes: Record<string, [type: string, ...places: string[]]> = {
  ip: ['IP_ADDRESS', 'address'],
  host: ['HOSTNAME', 'hostName', 'netBiosName'],
  account: ['USER', 'accountName', 'name'],
  url: ['URL', 'url'],
  dns: ['DOMAIN', 'domainName'],
  dnsresolution: ['DOMAIN', 'domainName'],
  registrykey: ['REGISTRY_KEY', 'key'],
  azureresource: ['RESOURCE', 'resourceId'],
}

function observablesOf({ kind, look }: Entity): { type: string; value: unknown }[] {
  const [type, ...places] = observableTypes[kind] ?? []
  return type === undefined ? [] : [{ type, value: look(...places) }]
}

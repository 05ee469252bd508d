import { tacticOf, techniqueOf } from '../../attack/attack.id'
import { sha256Hex } from '../../platform/crypto'
import type { Finding, Indicator, SeenValue, Sender } from '../finding'
import { domainOf, hashOf, ipOf, linkOf, listOf, mailOf, portOf, textOf, wordOf } from './fields'
import { processOf } from './process'
import type { Reading } from './reading'
import { scoreOf, severityOfWord } from './severity'
import { timeOf } from './time'

/** By which normaliser an item was read, and what told that it is the one. */
export interface Understanding {
  normaliser: string
  name: string
  recognisedBy: string
}

/** The title of an item that states none. */
export const untitled = (sender: { name: string }): string => `Alert from ${sender.name}`

/** Bounds and reads what a normaliser found. Total: what is not as it should be is left out. */
export function checked(reading: Reading, sender: Sender, { normaliser, name, recognisedBy }: Understanding): Finding {
  return {
    kind: reading.kind ?? 'ALERT',
    normaliser,
    recognisedBy,
    product: wordOf(reading.product, 100) ?? name,
    title: wordOf(reading.title, 300) ?? untitled(sender),
    description: textOf(reading.description, 10_000),
    ...ratingOf(reading),
    vendorId: idOf(reading.vendorId),
    identity: idOf(reading.identity),
    vendorStatus: wordOf(reading.vendorStatus, 100),
    ruleId: wordOf(reading.ruleId, 300),
    ruleName: wordOf(reading.ruleName, 500),
    link: linkOf(reading.link),
    ...subjectsOf(reading),
    ...mailFieldsOf(reading),
    ...attackOf(reading),
    tags: listOf(reading.tags),
    disposition: wordOf(reading.disposition, 100),
    eventType: reading.eventType ?? null,
    process: processOf(reading.process),
    eventAt: timeOf(reading.eventAt),
    endedAt: timeOf(reading.endedAt),
    observables: (reading.observables ?? []).flatMap(seenOf).slice(0, 100),
    indicators: (reading.indicators ?? []).slice(0, 1_000).flatMap(indicatorOf),
  }
}

function ratingOf({ severity, vendorSeverity, vendorScore }: Reading) {
  return {
    severity: severity ?? severityOfWord(vendorSeverity),
    vendorSeverity: textOf(vendorSeverity, 64),
    vendorScore: scoreOf(vendorScore, 100),
  }
}

const longestId = 500

/** Ids are compared: one that would lose its end stands for itself by its digest. */
function idOf(value: unknown): string | null {
  const id = wordOf(value, longestId + 1)
  return id === null || id.length <= longestId ? id : `sha256:${sha256Hex(String(value))}`
}

function subjectsOf(reading: Reading) {
  const host = wordOf(reading.host, 255)
  const user = wordOf(reading.user, 255)
  const resource = wordOf(reading.resource, 500)
  const srcIp = ipOf(reading.srcIp)
  return {
    entity: wordOf(reading.entity, 500) ?? host ?? user ?? resource ?? srcIp,
    host,
    user,
    resource,
    cloudAccount: wordOf(reading.cloudAccount, 200),
    srcIp,
    srcPort: portOf(reading.srcPort),
    dstIp: ipOf(reading.dstIp),
    dstPort: portOf(reading.dstPort),
    domain: domainOf(reading.domain),
    url: wordOf(reading.url, 2_000),
    fileName: wordOf(reading.fileName, 500),
    md5: hashOf(reading.md5, 'md5'),
    sha1: hashOf(reading.sha1, 'sha1'),
    sha256: hashOf(reading.sha256, 'sha256'),
  }
}

const mailFieldsOf = ({ mailSender, mailRecipients, mailSubject }: Reading) => ({
  mailSender: mailOf(mailSender),
  mailRecipients: listOf(mailRecipients, 50, 320).flatMap((one) => mailOf(one) ?? []),
  mailSubject: wordOf(mailSubject, 500),
})

const attackOf = ({ techniques, tactics }: Reading) => ({
  techniques: [...new Set(listOf(techniques, 50, 200).flatMap((text) => techniqueOf(text) ?? []))],
  tactics: [...new Set(listOf(tactics, 50, 200).flatMap((text) => tacticOf(text) ?? []))],
})

const seenOf = ({ type, value }: { type: string; value: unknown }): SeenValue[] => {
  const text = wordOf(value, 2_000)
  return text === null ? [] : [{ type, value: text }]
}

function indicatorOf(reading: NonNullable<Reading['indicators']>[number]): Indicator[] {
  return seenOf(reading).map((seen) => ({
    ...seen,
    name: wordOf(reading.name, 300),
    tlp: wordOf(reading.tlp, 30),
    validFrom: timeOf(reading.validFrom),
    validUntil: timeOf(reading.validUntil),
  }))
}

import type { Finding, JsonObject, Sender } from '../finding'
import { firstOf, firstText, ipOf, listOf, portOf, textOf, timeOf } from './fields'
import { gitHubAlertId } from './github'
import { places, type Path } from './paths'
import { severityOf } from './severity'

/**
 * Reads the common form (`source type severity entity title? message? source_ip? event_time? tags? raw`) and the names that many products
 * share. Whatever the payload is, the finding has a title.
 */
export function normaliseGeneric(item: JsonObject, sender: Sender): Finding {
  const { severity, stated } = severityOf(item)
  return {
    title: titleOf(item, sender),
    description: firstText(item, places.description, 10_000),
    severity,
    vendorSeverity: stated,
    product: productOf(item, sender),
    vendorId: firstText(item, places.vendorId, 200) ?? gitHubAlertId(item),
    ruleId: firstText(item, places.ruleId, 200),
    ruleName: firstText(item, places.ruleName, 500),
    link: firstOf(item, places.link, linkOf),
    ...subjectsOf(item),
    tags: wordsAt(item, places.tags),
    techniques: wordsAt(item, places.techniques).filter((one) => /^T\d{4}(\.\d{3})?$/.test(one)),
    tactics: wordsAt(item, places.tactics).filter((one) => /^TA\d{4}$/.test(one)),
    disposition: firstText(item, places.disposition, 100),
    eventAt: firstOf(item, places.eventAt, timeOf),
  }
}

const titlePlaces: Path[] = [
  ...places.title,
  ...places.ruleAsTitle,
  ...places.message,
  ...places.vendorTitle,
  ...places.type,
  ...places.ruleText,
]

/** The title of an item that states none. */
export const untitled = (sender: { name: string }): string => `Alert from ${sender.name}`

const titleOf = (item: JsonObject, sender: Sender): string => firstText(item, titlePlaces, 300) ?? untitled(sender)

/** A sender that is set up as one product is that product; a general one says it in the payload. */
const productOf = (item: JsonObject, sender: Sender): string =>
  (sender.product === 'generic' ? firstText(item, places.product, 100) : null) ?? sender.product

function subjectsOf(item: JsonObject) {
  const named = firstText(item, places.entity, 255)
  const host = firstText(item, places.host, 255) ?? (named && isHostName(named) ? named : null)
  const user = firstText(item, places.user, 255)
  const resource = firstText(item, places.resource, 500)
  const srcIp = firstOf(item, places.srcIp, ipOf) ?? ipOf(named)
  return {
    entity: named ?? host ?? user ?? resource ?? srcIp,
    host,
    user,
    resource,
    cloudAccount: firstText(item, places.cloudAccount, 200),
    srcIp,
    srcPort: firstOf(item, places.srcPort, portOf),
    dstIp: firstOf(item, places.dstIp, ipOf),
    dstPort: firstOf(item, places.dstPort, portOf),
    domain: firstText(item, places.domain, 253),
    fileName: firstText(item, places.fileName, 500),
    md5: firstOf(item, places.md5, hashOf(32)),
    sha1: firstOf(item, places.sha1, hashOf(40)),
    sha256: firstOf(item, places.sha256, hashOf(64)),
    mailSender: null,
    mailRecipients: [],
    mailSubject: null,
    url: firstText(item, places.url, 2_000),
  }
}

const wordsAt = (item: JsonObject, from: Path[]): string[] =>
  firstOf(item, from, (value) => (listOf(value).length > 0 ? listOf(value) : null)) ?? []

/** One word like srv-1 or db.example.net: not an address, a mail address or a sentence. */
const isHostName = (text: string): boolean =>
  /^(?=.*[a-z])[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*\.?$/i.test(text) && ipOf(text) === null

const hashOf = (digits: number) => {
  const pattern = new RegExp(`^[0-9a-f]{${digits}}$`)
  return (value: unknown): string | null => {
    const text = textOf(value, 128)?.toLowerCase() ?? ''
    return pattern.test(text) && /[^0]/.test(text) ? text : null // all zeros: the sender has none
  }
}

/** Only what a browser may open without harm. */
function linkOf(value: unknown): string | null {
  const text = textOf(value, 2_000)
  return text !== null && /^https?:\/\//i.test(text) ? text : null
}

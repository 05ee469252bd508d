import type { Finding, JsonObject, Sender } from '../finding'
import { firstText, ipOf, listOf, portOf, severityOfWord, textOf, timeOf, valueAt } from './fields'

/**
 * Reads the common form (`source type severity entity title? message? source_ip? event_time? tags? raw`) and the names that many products
 * share. Whatever the payload is, the finding has a title.
 */
export function normaliseGeneric(item: JsonObject, sender: Sender): Finding {
  const type = firstText(item, ['type', 'event_type'], 200)
  const message = firstText(item, ['message', 'description', 'rule.description'], 10_000)
  const severity = firstText(item, ['severity'], 64)
  const subjects = subjectsOf(item)
  return {
    title: titleOf(item, type, sender),
    description: message,
    severity: severityOfWord(severity),
    vendorSeverity: severity,
    product: productOf(item, sender),
    vendorId: firstText(item, ['id', 'alert_id', 'signal_id', 'uuid'], 200),
    ruleId: firstText(item, ['rule_id', 'rule.id'], 200),
    ruleName: firstText(item, ['rule_name', 'rule.name', 'rule.description'], 500),
    link: linkOf(item),
    ...subjects,
    tags: listOf(valueAt(item, 'tags')),
    techniques: listOf(valueAt(item, 'techniques')).filter((one) => /^T\d{4}(\.\d{3})?$/.test(one)),
    tactics: listOf(valueAt(item, 'tactics')).filter((one) => /^TA\d{4}$/.test(one)),
    disposition: firstText(item, ['disposition'], 100),
    eventAt: timeOf(valueAt(item, 'event_time')) ?? timeOf(valueAt(item, 'timestamp')) ?? timeOf(valueAt(item, 'ts')),
  }
}

function titleOf(item: JsonObject, type: string | null, sender: Sender): string {
  const said = firstText(item, ['title', 'message'], 300) ?? type ?? firstText(item, ['rule.description'], 300)
  return said ?? `Alert from ${sender.name}`
}

/** A sender that is set up as one product is that product; a general one says it in the payload. */
const productOf = (item: JsonObject, sender: Sender): string =>
  (sender.product === 'generic' ? firstText(item, ['product', 'source'], 100) : null) ?? sender.product

function subjectsOf(item: JsonObject) {
  const named = firstText(item, ['entity'], 255)
  const host =
    firstText(item, ['host', 'hostname', 'host_id', 'host.name'], 255) ?? (named && isHostName(named) ? named : null)
  const user = firstText(item, ['user', 'username', 'user.name'], 255)
  const resource = firstText(item, ['resource'], 500)
  const srcIp = ipOf(valueAt(item, 'source_ip')) ?? ipOf(valueAt(item, 'src_ip')) ?? ipOf(named)
  return {
    entity: named ?? host ?? user ?? resource ?? srcIp,
    host,
    user,
    resource,
    cloudAccount: firstText(item, ['cloud_account'], 200),
    srcIp,
    srcPort: portOf(valueAt(item, 'src_port')),
    dstIp: ipOf(valueAt(item, 'dest_ip')) ?? ipOf(valueAt(item, 'dst_ip')),
    dstPort: portOf(valueAt(item, 'dest_port')) ?? portOf(valueAt(item, 'dst_port')),
    domain: firstText(item, ['domain'], 253),
    fileName: firstText(item, ['file_name', 'filename'], 500),
    md5: hashOf(item, 'md5', 32),
    sha1: hashOf(item, 'sha1', 40),
    sha256: hashOf(item, 'sha256', 64),
    mailSender: null,
    mailRecipients: [],
    mailSubject: null,
    url: firstText(item, ['url'], 2_000),
  }
}

/** One word like srv-1 or db.example.net: not an address, a mail address or a sentence. */
const isHostName = (text: string): boolean =>
  /^(?=.*[a-z])[a-z0-9]([a-z0-9_-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9_-]*[a-z0-9])?)*\.?$/i.test(text) && ipOf(text) === null

function hashOf(item: JsonObject, key: string, digits: number): string | null {
  const text = textOf(valueAt(item, key), 128)?.toLowerCase() ?? null
  return text !== null && text.length === digits && /^[0-9a-f]+$/.test(text) ? text : null
}

/** Only what a browser may open without harm. */
function linkOf(item: JsonObject): string | null {
  const text = firstText(item, ['link'], 2_000)
  return text !== null && /^https?:\/\//i.test(text) ? text : null
}

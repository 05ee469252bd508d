import { EventType } from '../../scoring/event-type'
import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfWords, type EventWords } from '../reading/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

const envelopes = ['_source', 'event']

/** Lines of notice.log, weird.log and intel.log in JSON, and of the other logs. Zeek states no severity; `uid` is the connection's, not the notice's. */
export const zeek: Normaliser = {
  id: 'zeek',
  name: 'Zeek',
  signs: signsWithin(
    [
      ['_path', 'ts', '_write_ts'],
      ['_path', 'ts', 'uid'],
      ['_path=notice', 'note'],
      ['note', 'msg', 'suppress_for'],
      ['note', 'msg', 'actions'],
      ['seen.indicator', 'seen.where'],
    ],
    ...envelopes,
  ),
  read: (look) => line(opened(look, ['ts'], envelopes)),
}

function line(look: Look): Reading {
  const note = look('note')
  return {
    title: note ?? intelTitle(look) ?? look('name', '_path'),
    description: [look('msg'), look('sub')].flatMap((one) => textOf(one, 2_000) ?? []).join('\n'),
    ruleId: note ?? (look('_path') === 'weird' ? look('name') : undefined),
    ruleName: note,
    user: look('user', 'username', 'client'),
    srcIp: look('id.orig_h', 'src', 'orig_h'),
    srcPort: look('id.orig_p', 'orig_p'),
    dstIp: look('id.resp_h', 'dst', 'resp_h'),
    dstPort: look('id.resp_p', 'resp_p', 'p'),
    domain: look('host', 'server_name', 'query'),
    url: look('uri'),
    fileName: look('filename'),
    md5: look('md5'),
    sha1: look('sha1'),
    sha256: look('sha256'),
    mailSender: look('mailfrom', 'from'),
    mailRecipients: look('rcptto', 'to'),
    mailSubject: look('subject'),
    tags: look('actions', 'sources', 'seen.sources'),
    disposition: look('dropped') === true ? 'dropped' : undefined,
    eventAt: look('ts'),
    eventType: look.has('seen.indicator') ? EventType.INTRUSION : (eventTypeOfWords(note, kinds) ?? unusual(look)),
    observables: indicatorOf(look),
  }
}

const unusual = (look: Look) => (look('_path') === 'weird' ? EventType.ANOMALY : null)

function intelTitle(look: Look): string | undefined {
  const indicator = textOf(look('seen.indicator'), 200)
  return indicator === null ? undefined : `Intel::Match ${indicator}`
}

/** `Intel::Type` in our words. */
const types: Record<string, string> = {
  'Intel::ADDR': 'IP_ADDRESS',
  'Intel::SUBNET': 'SUBNET',
  'Intel::DOMAIN': 'DOMAIN',
  'Intel::URL': 'URL',
  'Intel::EMAIL': 'EMAIL_ADDRESS',
  'Intel::USER_NAME': 'USER',
  'Intel::FILE_NAME': 'FILE_NAME',
}

function indicatorOf(look: Look): { type: string; value: unknown }[] {
  const value = look('seen.indicator')
  const type = types[textOf(look('seen.indicator_type')) ?? ''] ?? hashTypes[textOf(value, 65)?.length ?? 0]
  return type === undefined || value === undefined ? [] : [{ type, value }]
}

/** `Intel::FILE_HASH` and `Intel::CERT_HASH` do not say which. */
const hashTypes: Record<number, string> = { 32: 'HASH_MD5', 40: 'HASH_SHA1', 64: 'HASH_SHA256' }

/** Notices of the scripts that Zeek brings along. */
const kinds: EventWords = [
  [/^TeamCymruMalwareHashRegistry::|malware/i, EventType.MALWARE],
  [/^Scan::|Scan$|Traceroute::/i, EventType.RECONNAISSANCE],
  [/Password_Guessing|Bruteforc|Login_By_Password_Guesser/i, EventType.CREDENTIAL_ACCESS],
  [/SQL_Injection|^Heartbleed::|^Intel::|^Signatures::|^SMTP::Blocklist|Exploit/i, EventType.INTRUSION],
  [/^Software::Vulnerable|^SSL::(Weak|Old)|^CVE/i, EventType.VULNERABILITY],
  [/^SSL::/i, EventType.POLICY],
  [/^Weird::|^Conn::|^PacketFilter::|^ProtocolDetector::/i, EventType.ANOMALY],
]

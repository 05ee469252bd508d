import { EventType } from '../../scoring/event-type'
import { Severity } from '../../scoring/severity'
import { isJsonObject } from '../finding'
import { wordOf } from '../reading/fields'
import type { Look } from '../reading/look'
import { ocsfEvidence, ocsfObservables } from '../reading/ocsf-evidence'
import type { Reading } from '../reading/reading'
import { numberOf, onScale, severityOfWord } from '../reading/severity'
import type { Normaliser } from './normaliser'

/** Classes of category 2, Findings (OCSF 1.x), and what an incident finding is made of. */
const classes = [2001, 2002, 2003, 2004, 2005, 2006, 2007]

/** Any product's findings in OCSF; AWS Security Hub sends them within an event of EventBridge. */
export const ocsf: Normaliser = {
  id: 'ocsf',
  name: 'OCSF',
  signs: [
    ...classes.map((id) => [`class_uid=${id}`]),
    ['category_uid=2', 'class_uid'],
    ['detail.findings.0.class_uid', 'detail.findings.0.category_uid'],
  ],
  lists: ['detail.findings'],
  read: (look) => finding(look.has('detail.findings') ? look.within('detail.findings.0') : look),
}

function finding(look: Look): Reading {
  const info = look.within('finding_info', 'finding', 'finding_info_list.0')
  const isEnded = hasEnded(look)
  const at = look('time', 'time_dt') ?? info('modified_time', 'created_time', 'created_time_dt')
  return {
    kind: isEnded ? 'RESOLUTION' : 'ALERT',
    product: look('metadata.product.name', 'metadata.product.vendor_name'),
    title: info('title') ?? look('message', 'desc'),
    description: info('desc') ?? look('desc', 'message'),
    ...severityOf(look),
    vendorId: info('uid') ?? look('metadata.uid'),
    vendorStatus: look('state', 'status'),
    ruleId: info('analytic.uid', 'analytic.name') ?? look('rule.uid', 'analytic.uid', 'compliance.control'),
    ruleName: info('analytic.name') ?? look('rule.name', 'analytic.name', 'compliance.control'),
    link: info('src_url') ?? look('src_url'),
    cloudAccount: look('cloud.account.uid'),
    disposition: look('disposition', 'action'),
    ...attackOf(look, info),
    eventAt: at,
    endedAt: isEnded ? at : undefined,
    eventType: typeOf(look),
    tags: [...look.all('metadata.labels'), ...info.all('types')],
    ...ocsfEvidence(look),
    ...subjectsOf(look),
    observables: ocsfObservables(look),
  }
}

/** `severity_id`: 1 informational to 6 fatal; 0 and 99 say nothing. */
const { INFORMATIONAL, LOW, MEDIUM, HIGH, CRITICAL, FATAL, UNKNOWN } = Severity
const scale: [number, Severity][] = [[1, INFORMATIONAL], [2, LOW], [3, MEDIUM], [4, HIGH], [5, CRITICAL], [6, FATAL], [7, UNKNOWN]] // prettier-ignore

function severityOf(look: Look): Reading {
  const [word, id] = [look('severity'), look('severity_id')]
  return { severity: onScale(id, scale) ?? severityOfWord(word), vendorSeverity: word ?? id }
}

function subjectsOf(look: Look): Reading {
  return {
    host:
      look(
        'device.hostname',
        'device.name',
        'evidences.*.device.hostname',
        'evidences.*.device.name',
        'resources.*.hostname',
      ) ?? observable(look, 1, /(^|\.)hostname$/),
    user:
      look('actor.user.name', 'evidences.*.actor.user.name', 'user.name', 'evidences.*.user.name') ??
      observable(look, 4),
    resource: look('resources.*.uid', 'resources.*.name', 'resource.uid', 'resource.name'),
  }
}

/** The first observable of that type; OCSF before 1.0 tells some by their name alone. */
function observable(look: Look, type: number, name?: RegExp): unknown {
  return look
    .all('observables')
    .filter(isJsonObject)
    .find((one) => one.type_id === type || (name !== undefined && name.test(wordOf(one.name, 200) ?? '')))?.value
}

/** A sub-technique says more than its technique. */
function attackOf(look: Look, info: Look): Reading {
  const attacks = [...look.all('attacks'), ...info.all('attacks')].filter(isJsonObject)
  const of = (key: string) => attacks.map((one) => (isJsonObject(one[key]) ? one[key] : {}))
  const techniques = of('technique').map((technique, at) => of('sub_technique')[at]?.uid ?? technique.uid)
  const tactics = [
    ...of('tactic').map((one) => one.uid ?? one.name),
    ...look.all('attacks.*.tactics.*.uid'),
    ...info.all('attacks.*.tactics.*.uid'),
  ]
  return { techniques, tactics }
}

/** Closed, or a status that says so; suppressed and archived ones have not ended. */
function hasEnded(look: Look): boolean {
  if (numberOf(look('activity_id')) === 3) return true
  return /^(resolved|closed)$/i.test(wordOf(look('state', 'status'), 40) ?? '')
}

function typeOf(look: Look): EventType | null {
  if (look.all('malware').length > 0) return EventType.MALWARE
  return types.get(numberOf(look('class_uid')) ?? 0) ?? null
}

const types = new Map([
  [2002, EventType.VULNERABILITY],
  [2003, EventType.POLICY],
  [2006, EventType.DATA_BREACH],
  [2007, EventType.VULNERABILITY],
])

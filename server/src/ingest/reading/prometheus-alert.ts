import { Severity } from '../../scoring/severity'
import { hostOfUrl } from '../../observables/observable.said'
import type { JsonObject } from '../finding'
import { objectAt } from './envelope'
import { textOf, wordOf } from './fields'
import { labelsOf } from './labels'
import type { Look } from './look'
import type { Reading } from './reading'
import { severityOfWord } from './severity'

/** An alert with labels and annotations, as Prometheus defines it; Grafana writes the same. `path` is where it stands in the item. */
export function readPrometheusAlert(alert: Look, item: JsonObject, path: string): Reading {
  const labels = path === '' ? objectAt(item, 'labels') : objectAt(item, `${path}.labels`)
  const vendorSeverity = alert('labels.severity', 'annotations.severity', 'labels.level', 'labels.priority')
  const name = alert('labels.alertname')
  return {
    kind: kindOf(alert),
    title: name ?? alert('annotations.summary', 'annotations.message', 'annotations.description'),
    description: descriptionOf(alert),
    severity: severityOf(vendorSeverity),
    vendorSeverity,
    vendorId: alert('fingerprint'),
    identity: alert.has('fingerprint') ? undefined : identityOf(labels),
    vendorStatus: alert('status', 'status.state'),
    ruleId: name,
    ruleName: name,
    link: alert('generatorURL'),
    ...subjectsOf(alert),
    tags: labelsOf(labels).filter((label) => !/^(alertname|severity)=/.test(label)),
    eventAt: alert('startsAt'),
    endedAt: isOver(alert) ? alert('endsAt') : undefined,
  }
}

const isOver = (alert: Look): boolean => textOf(alert('status'))?.toLowerCase() === 'resolved'

/** The alerts that fire for ever, so that their silence shows that something is broken. */
const alwaysOn = new Set(['Watchdog', 'DeadMansSwitch'])

function kindOf(alert: Look): Reading['kind'] {
  if (alwaysOn.has(textOf(alert('labels.alertname')) ?? '') && isUnrated(alert)) return 'HEARTBEAT'
  return isOver(alert) ? 'RESOLUTION' : 'ALERT'
}

/** A look takes `none` for nothing said. */
const isUnrated = (alert: Look): boolean => alert.has('labels.severity') && alert('labels.severity') === undefined

/** `page` is what Prometheus' own documentation calls alerts that wake somebody. */
const severityOf = (word: unknown): Severity =>
  textOf(word)?.toLowerCase() === 'page' ? Severity.HIGH : severityOfWord(word)

function descriptionOf(alert: Look): string | undefined {
  const texts = ['summary', 'message', 'description'].map((key) => textOf(alert(`annotations.${key}`), 5_000))
  return [...new Set(texts.filter((text) => text !== null))].join('\n\n') || undefined
}

/** Alertmanager tells alerts apart by their labels alone. */
function identityOf(labels: JsonObject): string | undefined {
  const written = labelsOf(labels).sort()
  return written.length === 0 ? undefined : JSON.stringify(written)
}

/** `instance` is an exporter's address and port, or what a probe was pointed at: an address of the web. */
function subjectsOf(alert: Look): Partial<Reading> {
  const instance = wordOf(alert('labels.instance'))
  const url = instance !== null && /^https?:\/\//i.test(instance) ? instance : undefined
  const [namespace, pod] = [wordOf(alert('labels.namespace')), wordOf(alert('labels.pod'))]
  const named = alert('labels.nodename', 'labels.node', 'labels.hostname', 'labels.host')
  return {
    host: named ?? (url === undefined ? instance?.replace(/:\d{1,5}$/, '') : undefined),
    url,
    domain: url && hostOfUrl(url),
    resource: pod === null ? instance : [namespace, pod].filter((part) => part !== null).join('/'),
    user: alert('labels.user', 'labels.username'),
  }
}

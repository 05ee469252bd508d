import type { JsonObject } from '../finding'
import { objectAt } from '../reading/envelope'
import { textOf } from '../reading/fields'
import { labelsOf } from '../reading/labels'
import type { Look } from '../reading/look'
import { readPrometheusAlert } from '../reading/prometheus-alert'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Webhook contact points of unified alerting, whose alerts are Prometheus', and notification channels of the legacy one. */
export const grafana: Normaliser = {
  id: 'grafana',
  name: 'Grafana',
  signs: [
    ['alerts.0.labels', 'alerts.0.silenceURL'],
    ['alerts.0.labels', 'orgId', 'state'],
    ['ruleId', 'ruleName', 'state', 'evalMatches'],
    ['ruleId', 'ruleUrl', 'state'],
  ],
  lists: ['alerts'],
  read: (look, item) => (look.has('alerts.0') ? readUnified(look, item) : readLegacy(look, item)),
}

function readUnified(look: Look, item: JsonObject): Reading {
  const alert = look.within('alerts.0')
  return {
    ...readPrometheusAlert(alert, item, 'alerts.0'),
    link: alert('generatorURL', 'panelURL', 'dashboardURL') ?? look('externalURL'),
  }
}

/** The title changes with the state, so a rule is known by its number. */
function readLegacy(look: Look, item: JsonObject): Reading {
  const ruleId = textOf(look('ruleId'))
  return {
    kind: textOf(look('state'))?.toLowerCase() === 'ok' ? 'RESOLUTION' : 'ALERT',
    title: look('title', 'ruleName'),
    description: look('message'),
    vendorSeverity: look('tags.severity', 'tags.level', 'tags.priority'),
    identity: ruleId === null ? undefined : `${textOf(look('orgId')) ?? ''}/${ruleId}`,
    vendorStatus: look('state'),
    ruleId,
    ruleName: look('ruleName'),
    link: look('ruleUrl'),
    host: look('tags.host', 'tags.hostname', 'evalMatches.*.tags.host', 'evalMatches.*.tags.hostname'),
    resource: look('tags.instance', 'evalMatches.*.tags.instance'),
    tags: labelsOf(objectAt(item, 'tags')).filter((label) => !label.startsWith('severity=')),
  }
}

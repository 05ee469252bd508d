import type { JsonObject } from '../finding'
import type { Look } from '../reading/look'
import { readPrometheusAlert } from '../reading/prometheus-alert'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** The webhook receiver's body (versions 3 and 4), and bare alerts, as the API lists them and as Prometheus posts them. */
export const prometheusAlertmanager: Normaliser = {
  id: 'prometheus-alertmanager',
  name: 'Prometheus Alertmanager',
  signs: [
    ['groupKey', 'groupLabels', 'alerts.0.labels'],
    ['receiver', 'externalURL', 'alerts.0.labels', 'alerts.0.startsAt'],
    ['labels.alertname', 'annotations', 'startsAt'],
  ],
  lists: ['alerts'],
  read,
}

function read(look: Look, item: JsonObject): Reading {
  const path = look.has('alerts.0') ? 'alerts.0' : ''
  const reading = readPrometheusAlert(path ? look.within(path) : look, item, path)
  return {
    ...reading,
    vendorStatus: reading.vendorStatus ?? look('status'),
    link: reading.link ?? look('externalURL'),
  }
}

import { before, type Make, type Scene } from '../scene'
import type { Host } from '../world'

/** A group of one alert, as the webhook receiver posts it (version 4). */
function group(
  scene: Scene,
  host: Host,
  labels: { alertname: string; severity: string },
  summary: string,
  description: string,
): object {
  const { random, world } = scene
  const all = { ...labels, instance: `${host.name}.${world.domain}:9100`, job: 'node', cluster: world.cluster }
  const annotations = { summary, description }
  const prometheus = `https://prometheus.${world.domain}`
  return {
    version: '4',
    receiver: 'tocsin',
    status: 'firing',
    groupKey: `{}:{alertname="${labels.alertname}"}`,
    truncatedAlerts: 0,
    groupLabels: { alertname: labels.alertname },
    commonLabels: all,
    commonAnnotations: annotations,
    externalURL: `https://alertmanager.${world.domain}`,
    alerts: [
      { status: 'firing', labels: all, annotations, startsAt: before(scene, random.int(60, 600)).toISOString(), endsAt: '0001-01-01T00:00:00Z', generatorURL: `${prometheus}/graph?g0.expr=up`, fingerprint: random.hex(16) },
    ],
  } // prettier-ignore
}

const highLoad: Make = (scene) =>
  group(scene, scene.linux, { alertname: 'HostHighCpuLoad', severity: 'warning' }, `CPU of ${scene.linux.name} above 90 % for ten minutes`, 'One process takes all of it.') // prettier-ignore

const down: Make = (scene) =>
  group(scene, scene.linux, { alertname: 'TargetDown', severity: 'critical' }, `${scene.linux.name} does not answer`, 'The node exporter has not been reached for five minutes.') // prettier-ignore

const authFailures: Make = (scene) =>
  group(scene, scene.linux, { alertname: 'SshAuthFailuresHigh', severity: 'warning' }, `Failed SSH logons on ${scene.linux.name} above normal`, 'More than twenty in a minute.') // prettier-ignore

const certificate: Make = (scene) =>
  group(scene, scene.linux, { alertname: 'CertificateExpiresSoon', severity: 'info' }, `A certificate of ${scene.linux.name} ends within two weeks`, 'Renewal has not run.') // prettier-ignore

export const alertmanager = { highLoad, down, authFailures, certificate }

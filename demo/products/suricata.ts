import type { Make, Scene } from '../scene'

interface Rule {
  id: number
  signature: string
  category: string
  severity: 1 | 2 | 3
  action?: 'allowed' | 'blocked'
}

interface Flow {
  from: string
  to: string
  port: number
  app?: object
}

/** One line of eve.json, as a log shipper posts it. */
function event({ random, at }: Scene, rule: Rule, { from, to, port, app = {} }: Flow): object {
  const { id, signature, category, severity, action = 'allowed' } = rule
  return {
    timestamp: at.toISOString().replace('Z', `${random.int(100, 999)}+0000`),
    flow_id: Number(random.digits(15)),
    in_iface: 'ens192',
    event_type: 'alert',
    src_ip: from,
    src_port: random.int(30_000, 60_000),
    dest_ip: to,
    dest_port: port,
    proto: 'TCP',
    community_id: `1:${Buffer.from(random.hex(40), 'hex').toString('base64')}`,
    alert: { action, gid: 1, signature_id: id, rev: random.int(1, 9), signature, category, severity },
    ...app,
    flow: { pkts_toserver: random.int(3, 60), pkts_toclient: random.int(1, 60), bytes_toserver: random.int(200, 9_000), bytes_toclient: random.int(100, 90_000) },
  } // prettier-ignore
}

const sshScan: Make = (scene) =>
  event(
    scene,
    { id: 1_000_101, signature: 'SCAN SSH connection attempts above threshold', category: 'Attempted Information Leak', severity: 2 },
    { from: scene.stranger, to: scene.linux.ip, port: 22 },
  ) // prettier-ignore

const portScan: Make = (scene) =>
  event(
    scene,
    { id: 1_000_102, signature: `SCAN Inbound sweep of ${scene.random.pick(['PostgreSQL', 'RDP', 'SMB', 'Redis', 'VNC'])} ports`, category: 'Detection of a Network Scan', severity: 3, action: 'blocked' },
    { from: scene.stranger, to: scene.linux.ip, port: scene.random.pick([5432, 3389, 445, 6379, 5900]) },
  ) // prettier-ignore

const beacon: Make = (scene) =>
  event(
    scene,
    { id: 1_000_340, signature: 'MALWARE Periodic TLS beacon to a newly seen server name', category: 'Malware Command and Control Activity Detected', severity: 1 },
    { from: scene.windows.ip, to: scene.stranger, port: 443, app: { app_proto: 'tls', tls: { sni: scene.domain, version: 'TLS 1.2', ja3: { hash: scene.random.hex(32) } } } },
  ) // prettier-ignore

const download: Make = (scene) =>
  event(
    scene,
    { id: 1_000_355, signature: 'POLICY Windows executable over plain HTTP', category: 'Potential Corporate Privacy Violation', severity: 2 },
    { from: scene.windows.ip, to: scene.stranger, port: 80, app: { app_proto: 'http', http: { hostname: scene.domain, url: `/${scene.file.name}`, http_method: 'GET', status: 200, http_content_type: 'application/octet-stream' } } },
  ) // prettier-ignore

const exploit: Make = (scene) =>
  event(
    scene,
    { id: 1_000_512, signature: 'WEB Path traversal in a request to an internal application', category: 'Web Application Attack', severity: 1, action: scene.random.pick(['allowed', 'blocked']) },
    { from: scene.stranger, to: scene.linux.ip, port: 443, app: { app_proto: 'http', http: { hostname: `portal.${scene.world.domain}`, url: '/static/..%2f..%2fetc/passwd', http_method: 'GET', status: 404 } } },
  ) // prettier-ignore

export const suricata = { sshScan, portScan, beacon, download, exploit }

import { type Make, type Scene } from '../scene'

/** What the alert action "Webhook" posts: the search and its first result. */
function firing(scene: Scene, search: string, severity: string, result: object): object {
  const { random, at, world } = scene
  const sid = `scheduler__admin__SplunkEnterpriseSecuritySuite__RMD5${random.hex(16)}_at_${Math.floor(at.getTime() / 1_000)}_${random.int(1_000, 9_999)}`
  return {
    sid,
    search_name: search,
    app: 'SplunkEnterpriseSecuritySuite',
    owner: 'admin',
    results_link: `https://splunk.${world.domain}:8000/app/SplunkEnterpriseSecuritySuite/search?sid=${sid}`,
    result: {
      _time: `${Math.floor(at.getTime() / 1_000)}`,
      severity,
      splunk_server: `idx-${random.int(1, 3)}`,
      ...result,
    },
  }
}

const newAdmin: Make = (scene) =>
  firing(scene, 'Access - Account added to a privileged group', 'high', { host: scene.windows.name, user: scene.person.login, member_of: 'Domain Admins', src_user: 'svc-deploy', signature_id: '4728' }) // prettier-ignore

const exfiltration: Make = (scene) =>
  firing(scene, 'Network - Unusual volume sent to one address', 'critical', { host: scene.linux.name, src: scene.linux.ip, dest_ip: scene.stranger, bytes_out: `${scene.random.int(2, 40) * 1_000_000_000}`, user: scene.person.login }) // prettier-ignore

const logCleared: Make = (scene) =>
  firing(scene, 'Endpoint - Security event log cleared', 'high', { host: scene.windows.name, user: scene.person.login, signature_id: '1102' }) // prettier-ignore

const vpnAtNight: Make = (scene) =>
  firing(scene, 'Access - VPN session outside of working hours', 'low', { host: 'vpn-gw-1', user: scene.person.login, src: scene.stranger, duration: `${scene.random.int(200, 9_000)}` }) // prettier-ignore

const silentHost: Make = (scene) =>
  firing(scene, 'Audit - Expected host not reporting', 'informational', { host: scene.linux.name, last_seen_hours: `${scene.random.int(2, 40)}` }) // prettier-ignore

export const splunk = { newAdmin, exfiltration, logCleared, vpnAtNight, silentHost }

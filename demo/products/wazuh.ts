import { fullName, type Make, type Scene } from '../scene'
import type { Host } from '../world'

interface Rule {
  id: string
  level: number
  description: string
  groups: string[]
  mitre?: { id: string[]; tactic: string[]; technique: string[] }
}

const bruteForce = { id: ['T1110'], tactic: ['Credential Access'], technique: ['Brute Force'] }

const offsetTime = (at: Date): string => at.toISOString().replace('Z', '+0000')
const syslogTime = (at: Date): string =>
  `${at.toUTCString().slice(8, 11)} ${`${at.getUTCDate()}`.padStart(2)} ${at.toISOString().slice(11, 19)}`

/** An alert as Wazuh's integrator hands it to a custom integration (alerts.json). */
function alert(scene: Scene, host: Host, rule: Rule, rest: object): object {
  const { random, at, world } = scene
  return {
    timestamp: offsetTime(at),
    rule: { ...rule, firedtimes: random.int(1, 40), mail: rule.level >= 12 },
    agent: { id: `${random.int(1, 60)}`.padStart(3, '0'), name: host.name, ip: host.ip },
    manager: { name: `wazuh-manager.${world.domain}` },
    id: `${Math.floor(at.getTime() / 1_000)}.${random.int(100_000, 9_999_999)}`,
    ...rest,
  }
}

function sshd(scene: Scene, rule: Rule, words: string, data: object): object {
  const { random, linux, stranger, at } = scene
  const port = random.int(30_000, 60_000)
  return alert(scene, linux, rule, {
    full_log: `${syslogTime(at)} ${linux.name} sshd[${random.int(900, 30_000)}]: ${words} from ${stranger} port ${port} ssh2`,
    predecoder: { program_name: 'sshd', timestamp: syslogTime(at), hostname: linux.name },
    decoder: { parent: 'sshd', name: 'sshd' },
    data: { srcip: stranger, srcport: `${port}`, ...data },
    location: '/var/log/auth.log',
  })
}

const groups = ['syslog', 'sshd', 'authentication_failed']

const invalidUser: Make = (scene) =>
  sshd(scene, { id: '5710', level: 5, description: 'sshd: Attempt to login using a non-existent user', groups, mitre: bruteForce }, 'Failed password for invalid user oracle', { srcuser: 'oracle' }) // prettier-ignore

const bruteForced: Make = (scene) =>
  sshd(scene, { id: '5763', level: 10, description: 'sshd: brute force trying to get access to the system. Authentication failed.', groups, mitre: bruteForce }, `Failed password for ${scene.person.login}`, { dstuser: scene.person.login }) // prettier-ignore

const successAfterFailures: Make = (scene) =>
  sshd(
    scene,
    {
      id: '40112',
      level: 12,
      description: 'Multiple authentication failures followed by a success.',
      groups: ['syslog', 'attacks', 'authentication_success'],
      mitre: { id: ['T1078', 'T1110'], tactic: ['Initial Access', 'Credential Access'], technique: ['Valid Accounts', 'Brute Force'] },
    },
    `Accepted password for ${scene.person.login}`,
    { dstuser: scene.person.login },
  ) // prettier-ignore

const sudo: Make = (scene) =>
  alert(
    scene,
    scene.linux,
    { id: '5402', level: 3, description: 'Successful sudo to ROOT executed.', groups: ['syslog', 'sudo'] },
    {
      full_log: `${syslogTime(scene.at)} ${scene.linux.name} sudo: ${scene.person.login} : TTY=pts/0 ; USER=root ; COMMAND=/usr/bin/systemctl restart nginx`,
      decoder: { parent: 'sudo', name: 'sudo' },
      data: { srcuser: scene.person.login, dstuser: 'root', command: '/usr/bin/systemctl restart nginx' },
      location: '/var/log/auth.log',
    },
  )

const fileChanged: Make = (scene) => {
  const path = scene.random.pick([
    '/etc/ssh/sshd_config',
    '/etc/crontab',
    '/etc/sudoers.d/deploy',
    '/usr/local/bin/backup.sh',
  ])
  return alert(
    scene,
    scene.linux,
    { id: '550', level: 7, description: 'Integrity checksum changed.', groups: ['ossec', 'syscheck', 'syscheck_entry_modified'], mitre: { id: ['T1565.001'], tactic: ['Impact'], technique: ['Stored Data Manipulation'] } },
    {
      full_log: `File '${path}' modified\nMode: realtime\nChanged attributes: size,mtime,md5,sha1,sha256\n`,
      syscheck: { path, mode: 'realtime', size_after: `${scene.random.int(200, 9_000)}`, uname_after: 'root', md5_after: scene.random.hex(32), sha1_after: scene.random.hex(40), sha256_after: scene.random.hex(64), event: 'modified' },
      decoder: { name: 'syscheck_integrity_changed' },
      location: 'syscheck',
    },
  ) // prettier-ignore
}

const windowsLogonFailures: Make = (scene) =>
  alert(
    scene,
    scene.windows,
    { id: '60204', level: 10, description: 'Multiple Windows logon failures.', groups: ['windows', 'windows_security', 'authentication_failures'], mitre: bruteForce },
    {
      data: { win: { system: { eventID: '4625', channel: 'Security', computer: fullName(scene.windows, scene) }, eventdata: { targetUserName: scene.person.login, ipAddress: scene.stranger, logonType: '3', status: '0xc000006d' } } },
      decoder: { name: 'windows_eventchannel' },
      location: 'EventChannel',
    },
  ) // prettier-ignore

const webErrors: Make = (scene) =>
  alert(
    scene,
    scene.linux,
    { id: '31151', level: 10, description: 'Multiple web server 400 error codes from same source ip.', groups: ['web', 'accesslog', 'web_scan', 'recon'], mitre: { id: ['T1595.002'], tactic: ['Reconnaissance'], technique: ['Vulnerability Scanning'] } },
    {
      full_log: `${scene.stranger} - - "GET /.env HTTP/1.1" 404 162 "-" "Mozilla/5.0 (compatible; scanner)"`,
      decoder: { name: 'web-accesslog' },
      data: { protocol: 'GET', srcip: scene.stranger, id: '404', url: '/.env' },
      location: '/var/log/nginx/access.log',
    },
  ) // prettier-ignore

export const wazuh = {
  invalidUser,
  bruteForced,
  successAfterFailures,
  sudo,
  fileChanged,
  windowsLogonFailures,
  webErrors,
}

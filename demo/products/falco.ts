import { type Make, type Scene } from '../scene'

interface Fired {
  rule: string
  priority: 'Critical' | 'Error' | 'Warning' | 'Notice'
  text: string
  command: string
  tags: string[]
}

/** What falcosidekick posts to a webhook. */
function fired(scene: Scene, { rule, priority, text, command, tags }: Fired): object {
  const { random, at, linux, world } = scene
  const pod = `${random.pick(['ehr-api', 'billing', 'imaging-gateway', 'scheduler'])}-${random.hex(9)}-${random.hex(5)}`
  const container = random.hex(12)
  return {
    uuid: random.uuid(),
    output: `${at.toISOString().slice(11, 23)}000000: ${priority} ${text} (user=root command=${command} container_id=${container} k8s.ns=prod k8s.pod=${pod})`,
    priority,
    rule,
    time: at.toISOString().replace('Z', '000000Z'),
    source: 'syscall',
    tags,
    hostname: linux.name,
    output_fields: {
      'container.id': container,
      'container.image.repository': `registry.${world.domain}/${pod.split('-')[0]}`,
      'evt.time': at.getTime() * 1_000_000,
      'k8s.ns.name': 'prod',
      'k8s.pod.name': pod,
      'proc.cmdline': command,
      'user.name': 'root',
    },
  }
}

const shell: Make = (scene) =>
  fired(scene, { rule: 'Terminal shell in container', priority: 'Notice', text: 'A shell was spawned in a container with an attached terminal', command: 'bash', tags: ['container', 'shell', 'mitre_execution', 'T1059'] }) // prettier-ignore

const sensitiveFile: Make = (scene) =>
  fired(scene, { rule: 'Read sensitive file untrusted', priority: 'Warning', text: 'Sensitive file opened for reading by non-trusted program', command: 'cat /etc/shadow', tags: ['container', 'filesystem', 'mitre_credential_access', 'T1555'] }) // prettier-ignore

const droppedBinary: Make = (scene) =>
  fired(scene, { rule: 'Drop and execute new binary in container', priority: 'Critical', text: 'Executing binary not part of base image', command: `/tmp/.${scene.random.hex(6)} -o ${scene.domain}:443`, tags: ['container', 'process', 'mitre_persistence', 'TA0003'] }) // prettier-ignore

const apiServer: Make = (scene) =>
  fired(scene, { rule: 'Contact K8S API Server From Container', priority: 'Notice', text: 'Unexpected connection to K8s API Server from container', command: 'curl -k https://10.96.0.1/api', tags: ['container', 'network', 'k8s', 'mitre_discovery', 'T1565'] }) // prettier-ignore

export const falco = { shell, sensitiveFile, droppedBinary, apiServer }

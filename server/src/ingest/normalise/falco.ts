import { opened, signsWithin } from '../reading/envelope'
import { eventTypeOfTactics } from '../reading/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

const envelopes = ['_source', 'event']

/** JSON output, as Falco itself and falcosidekick post it. The rule's name is all the id that it has. */
export const falco: Normaliser = {
  id: 'falco',
  name: 'Falco',
  signs: signsWithin([['rule', 'priority', 'output_fields'], ['rule', 'priority', 'output', 'time']], ...envelopes), // prettier-ignore
  read: (look) => alert(opened(look, ['priority'], envelopes)),
}

function alert(look: Look): Reading {
  const tags = look('tags')
  const fields = fieldsOf(look)
  return {
    title: look('rule'),
    description: look('output'),
    vendorSeverity: look('priority'),
    vendorId: look('uuid'),
    ruleId: look('rule'),
    ruleName: look('rule'),
    host: look('hostname') ?? fields('evt.hostname', 'k8s.node.name'),
    user: fields('user.name', 'ka.user.name', 'ct.user', 'okta.actor.alternateId', 'github.user'),
    resource: resourceOf(fields),
    srcIp: fields('fd.cip', 'ct.srcip', 'okta.client.ipAddress', 'ka.sourceips'),
    srcPort: fields('fd.cport'),
    dstIp: fields('fd.sip'),
    dstPort: fields('fd.sport'),
    domain: fields('fd.sip.name', 'fd.rip.name'),
    fileName: fileOf(fields),
    tags,
    techniques: tags,
    tactics: tags,
    eventAt: look('time'),
    eventType: eventTypeOfTactics(tags),
    process: {
      name: fields('proc.name'),
      path: fields('proc.exepath', 'proc.exe'),
      commandLine: fields('proc.cmdline'),
      pid: fields('proc.pid'),
      user: fields('user.name'),
      parent: { name: fields('proc.pname'), commandLine: fields('proc.pcmdline'), pid: fields('proc.ppid') },
    },
  }
}

type Fields = (...names: string[]) => unknown

/** A field whose value is its own name was not filled in. */
function fieldsOf(look: Look): Fields {
  const fields = look.within('output_fields')
  return (...names) => names.map((name) => (fields(name) === name ? undefined : fields(name))).find((one) => one !== undefined) // prettier-ignore
}

/** A pod in its namespace, else the container. */
function resourceOf(fields: Fields): unknown {
  const [pod, namespace] = [fields('k8s.pod.name', 'ka.target.name'), fields('k8s.ns.name', 'ka.target.namespace')].map((one) => textOf(one)) // prettier-ignore
  if (pod) return namespace ? `${namespace}/${pod}` : pod
  return fields('container.name', 'container.id') === 'host' ? undefined : fields('container.name', 'container.id')
}

/** `fd.name` also names connections. */
function fileOf(fields: Fields): unknown {
  const named = textOf(fields('fs.path.name', 'fd.name', 'evt.arg.path'), 500)
  return named?.startsWith('/') ? named : undefined
}

import { isJsonObject } from '../finding'
import { fileOf } from '../reading/process'
import { wordOf } from '../reading/fields'
import { lookInto, type Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Kinds of events (Tetragon's GetEventsResponse): the key that holds the event tells its kind. */
const kinds = [
  ['process_kprobe', 'Kernel function called'],
  ['process_tracepoint', 'Tracepoint reached'],
  ['process_uprobe', 'User function called'],
  ['process_usdt', 'Probe reached'],
  ['process_lsm', 'Security hook reached'],
  ['process_exec', 'Process started'],
  ['process_exit', 'Process ended'],
  ['process_loader', 'Library loaded'],
] as const

export const tetragon: Normaliser = {
  id: 'tetragon',
  name: 'Cilium Tetragon',
  signs: kinds.flatMap(([kind]) => [[`${kind}.process.exec_id`], [`${kind}.process.binary`, 'node_name']]),
  read,
}

function read(look: Look): Reading {
  const kind = kinds.find(([one]) => look.has(one)) ?? kinds[0]
  const event = look.within(kind[0])
  return {
    title: titleOf(event, kind),
    description: event('message'),
    ruleId: event('policy_name'),
    ruleName: event('policy_name'),
    host: look('node_name'),
    user: event('process.user.name'),
    resource: podOf(event),
    disposition: event('action'),
    eventAt: look('time'),
    process: processOf(event.within('process'), event.within('parent')),
    tags: event.all('tags'),
    techniques: event.all('tags').map((tag) => wordOf(tag, 200)?.toUpperCase()),
    ...argumentsOf(event),
    sha256: hashOf(event('ima_hash')),
  }
}

/** What the policy says of it, else the call and who made it. */
function titleOf(event: Look, [, words]: (typeof kinds)[number]): unknown {
  const binary = fileOf(wordOf(event('process.binary'), 1_000))
  const call = wordOf(event('function_name', 'hook', 'symbol', 'event', 'path'), 200)
  return event('message') ?? [[words, call].filter(Boolean).join(': '), binary].filter(Boolean).join(' by ')
}

function podOf(event: Look): unknown {
  const name = wordOf(event('process.pod.name'), 253)
  return name === null ? undefined : `${wordOf(event('process.pod.namespace'), 253) ?? 'default'}/${name}`
}

function processOf(process: Look, parent?: Look): ProcessReading {
  const command = [process('binary'), process('arguments')].flatMap((part) => wordOf(part, 4_000) ?? []).join(' ')
  return {
    path: process('binary'),
    commandLine: command,
    pid: process('pid'),
    user: process('user.name'),
    parent: parent && processOf(parent),
  }
}

/** Of the first argument that is a socket, and of the first that is a file. */
function argumentsOf(event: Look): Reading {
  const all = event.all('args').filter(isJsonObject).map(lookInto)
  const socket = all.find((one) => one.has('sock_arg') || one.has('skb_arg'))?.within('sock_arg', 'skb_arg')
  const file = all.find((one) => one.has('file_arg') || one.has('path_arg') || one.has('linux_binprm_arg'))
  return {
    srcIp: socket?.('saddr'),
    srcPort: socket?.('sport'),
    dstIp: socket?.('daddr'),
    dstPort: socket?.('dport'),
    fileName: file?.('file_arg.path', 'path_arg.path', 'linux_binprm_arg.path'),
  }
}

/** `sha256:…`; a digest of another kind is none. */
const hashOf = (value: unknown): unknown => (/^sha256:/i.test(wordOf(value, 100) ?? '') ? value : undefined)

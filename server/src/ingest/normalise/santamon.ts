import { EventType } from '../../scoring/event-type'
import { textOf } from '../reading/fields'
import type { Look } from '../reading/look'
import type { ProcessReading, Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** Signals and heartbeats of the agent that watches Santa's telemetry on macOS. */
export const santamon: Normaliser = {
  id: 'santamon',
  name: 'Santamon',
  signs: [
    ['signal_id', 'rule_id', 'host_id'],
    ['agent_id', 'os_version', 'version', 'timestamp'],
    ['agent_id', 'uptime_seconds', 'timestamp'],
  ],
  read: (look) => (look.has('signal_id') ? signal(look) : heartbeat(look)),
}

const heartbeat = (look: Look): Reading => ({ kind: 'HEARTBEAT', host: look('agent_id'), eventAt: look('timestamp') })

function signal(look: Look): Reading {
  const kind = look('context.kind')
  return {
    title: look('title'),
    description: look('rule_description'),
    vendorSeverity: look('severity'),
    vendorId: look('signal_id'),
    vendorStatus: look('status'),
    ruleId: look('rule_id'),
    host: look('host_id'),
    user: userOf(look),
    fileName: look('context.target_path'),
    sha256: look('context.target_sha256'),
    tags: look('tags'),
    techniques: look('tags'),
    tactics: look('tags'),
    disposition: look('context.decision'),
    eventAt: look('ts'),
    eventType: kind === 'xprotect' ? EventType.MALWARE : kind === 'gatekeeper_override' ? EventType.POLICY : null,
    process: processOf(look, kind === 'execution'),
  }
}

/** Only there when the rule asks for the whole event, or for this part of it. */
const userOf = (look: Look): unknown =>
  look(
    ...['execution.effective_user.name', 'execution.instigator.effective_user.name', 'file_access.instigator.effective_user.name'].flatMap(
      (place) => [`context.${place}`, `context.event.${place}`, `context.sample_event.${place}`],
    ),
  ) // prettier-ignore

/** What was executed, and by whom; of all other events, who did it. */
function processOf(look: Look, isExecution: boolean): ProcessReading {
  const actor = { path: look('context.actor_path') }
  if (!isExecution) return actor
  const args = look('context.execution.args', 'context.event.execution.args')
  return {
    path: look('context.target_path'),
    commandLine: Array.isArray(args) ? args.flatMap((one) => textOf(one, 4_000) ?? []).join(' ') : args,
    parent: actor,
  }
}

import { fieldWords } from './words'

/** One thing an API key may do. */
export interface Scope {
  /** `alert:read`, as the server names it. */
  value: string
  label: string
  hint?: string
}

export interface ScopeGroup {
  label: string
  scopes: Scope[]
}

const GROUPS: Readonly<Record<string, string>> = {
  alert: 'Alerts',
  ingest: 'Delivering',
  event: 'Events',
  source: 'Sources',
  asset: 'Networks and assets',
  risk: 'Risk',
  observable: 'Observables',
  member: 'People',
  key: 'API keys',
  job: 'Jobs',
}

const WORDS: Readonly<Record<string, { label: string; hint: string }>> = {
  'alert:read': { label: 'Read alerts', hint: 'Lists, single alerts, history and live changes.' },
  'alert:create': { label: 'Open alerts', hint: 'Open an alert by hand, as an integration does.' },
  'alert:triage': { label: 'Triage alerts', hint: 'Change status, verdict, severity, assignee.' },
  'rule:write': { label: 'Describe rules', hint: 'Name, level, owner and investigation guide.' },
  'ingest:write': {
    label: 'Deliver',
    hint: 'Post alerts and events to /api/v1/ingest, and look up what became of them.',
  },
  'agent:read': { label: 'See agents', hint: 'The fleet, each agent with its heartbeats and gaps, live as well.' },
  'agent:write': { label: 'Send heartbeats', hint: 'What an agent needs beside delivering.' },
  'agent:manage': { label: 'Manage agents', hint: 'Tag, retire and delete them; say what becomes of a silence.' },
  'event:read': { label: 'Read events', hint: 'Every accepted item with its payload, and how many came when.' },
  'source:read': { label: 'See sources', hint: 'Names, addresses and how much they send. Never a secret.' },
  'source:manage': { label: 'Manage sources', hint: 'Make, change and rotate sources; read refused deliveries.' },
  'asset:read': { label: 'See networks and assets', hint: 'Privileged users too, and which asset an alert is about.' },
  'asset:write': { label: 'Change networks and assets', hint: 'One by one, or by importing a table.' },
  'risk:read': { label: 'See weights of risk', hint: 'How much each factor of a score counts.' },
  'risk:write': { label: 'Change weights of risk', hint: 'And try others on the newest alerts before.' },
  'observable:write': {
    label: 'Judge observables',
    hint: 'Say that a value is an IOC or harmless, and what is known of it.',
  },
  'observable:manage': { label: 'Manage pivot links', hint: 'Where values can be looked up further.' },
  'member:read': { label: 'See people', hint: 'Names, e-mails and roles in this tenant.' },
  'member:manage': { label: 'Manage people', hint: 'Invite, change roles, remove.' },
  'key:manage': { label: 'Manage keys', hint: 'Make and revoke other keys. Give it to hardly anything.' },
  'job:read': { label: 'See jobs', hint: 'What is done behind the scenes, and what came of it.' },
  'job:manage': { label: 'Manage jobs', hint: 'Retry those that failed, run a test, see what they carry.' },
}

/** The scopes by what they are about, in the order in which the server tells them. A scope without words of its own gets plain ones. */
export function scopeGroups(values: readonly string[]): ScopeGroup[] {
  const groups = new Map<string, Scope[]>()
  for (const value of values) {
    const [noun = '', verb = ''] = value.split(':')
    const scope = { value, ...(WORDS[value] ?? { label: `${fieldWords(verb)} (${noun})` }) }
    groups.set(noun, [...(groups.get(noun) ?? []), scope])
  }
  return [...groups].map(([noun, scopes]) => ({ label: GROUPS[noun] ?? fieldWords(noun), scopes }))
}

/** The words for one scope, for a list of what a key may do. */
export const scopeLabel = (value: string): string => WORDS[value]?.label ?? value

import { lookInto, type Look } from '../reading/look'
import { isJsonObject } from '../finding'
import { logonData } from '../reading/logon-data'
import type { Reading } from '../reading/reading'
import { sysmonData } from '../reading/sysmon-data'
import { windowsEventOf, type WindowsEvent } from '../reading/windows-event'
import type { Normaliser } from './normaliser'

/** What `chainsaw hunt --json` and `--jsonl` write: a rule's hit on one document, or on several of them in an aggregate. */
export const chainsaw: Normaliser = {
  id: 'chainsaw',
  name: 'Chainsaw',
  signs: [
    ['document.kind', 'document.data', 'name', 'group'],
    ['documents.0.kind', 'documents.0.data', 'name', 'group'],
    ['kind=individual', 'document', 'source', 'timestamp'],
    ['kind=aggregate', 'documents', 'source', 'timestamp'],
  ],
  read,
}

function read(look: Look): Reading {
  const event = windowsEventOf(documentOf(look))
  return {
    title: look('name'),
    description: look('description'),
    vendorSeverity: look('level'),
    vendorStatus: look('status'),
    // A Sigma rule's id; Chainsaw's own rules have a name alone.
    ruleId: look('id', 'name'),
    ruleName: look('name'),
    host: event.computer,
    eventAt: look('timestamp') ?? event.at,
    ...dataOf(event),
    ...attackOf(look),
    tags: look.all('tags'),
    link: look.all('references')[0],
  }
}

function documentOf(look: Look): Look {
  const inner = look.all('document.data', 'documents.*.data').find(isJsonObject)
  return lookInto(inner ?? {})
}

const dataOf = ({ channel, data, id }: WindowsEvent): Reading =>
  channel?.includes('Sysmon') ? sysmonData(data) : logonData(data, id)

/** Only where the rule says it: what an event's data names stands otherwise. */
function attackOf(look: Look): Reading {
  const tags = look.all('tags')
  return tags.length > 0 ? { techniques: tags, tactics: tags } : {}
}

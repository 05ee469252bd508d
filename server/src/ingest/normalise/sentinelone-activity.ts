import { EventType } from '../../scoring/event-type'
import { hashOf, textOf } from '../reading/fields'
import { isJsonObject, type JsonObject } from '../finding'
import { lookInto } from '../reading/look'
import type { Reading } from '../reading/reading'
import { severityOfWord } from '../reading/severity'

/** An entry of the activity feed. Exporters write its keys in lower case. What it says of a threat is under the threat's id. */
export function sentinelOneActivity(item: JsonObject): Reading {
  const first: unknown = Array.isArray(item.data) ? item.data[0] : item
  const activity = lowered(isJsonObject(first) ? first : item)
  const look = lookInto({ ...activity, data: isJsonObject(activity.data) ? lowered(activity.data) : {} })
  const stated = look('data.confidencelevel', 'data.severity')
  const hash = look('data.filecontenthash')
  return {
    title: look('primarydescription', 'description'),
    description: look('secondarydescription'),
    severity: severityOfWord(textOf(stated, 64)?.replace(/^E_/, '')),
    vendorSeverity: stated,
    vendorId: look('threatid', 'data.threatid', 'data.alertid', 'id'),
    ruleId: look('data.ruleid'),
    ruleName: look('data.rulename'),
    host: look('data.computername', 'data.origagentname', 'data.agentcomputername'),
    user: look('data.username', 'data.sourceprocessusername'),
    srcIp: look('data.srcip'),
    srcPort: look('data.srcport'),
    dstIp: look('data.dstip'),
    dstPort: look('data.dstport'),
    domain: look('data.dnsrequest'),
    fileName: look('data.filepath', 'data.filedisplayname', 'data.sourceprocessfilepath'),
    md5: look('data.sourceprocessmd5'),
    sha1: hashOf(hash, 'sha1') ?? look('data.sourceprocesssha1'),
    sha256: hashOf(hash, 'sha256') ?? look('data.sourceprocesssha256'),
    tags: look('data.threatclassification'),
    disposition: look('data.newstatus', 'data.status'),
    eventAt: look('createdat', 'updatedat'),
    eventType: look.has('data.threatclassification') ? EventType.MALWARE : null,
    process: {
      name: look('data.sourceprocessname'),
      path: look('data.sourceprocessfilepath'),
      commandLine: look('data.sourceprocesscommandline'),
      pid: look('data.sourceprocesspid'),
      user: look('data.sourceprocessusername'),
      parent: {
        name: look('data.sourceparentprocessname'),
        path: look('data.sourceparentprocesspath'),
        commandLine: look('data.sourceparentprocesscommandline'),
        pid: look('data.sourceparentprocesspid'),
      },
    },
  }
}

const lowered = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]))

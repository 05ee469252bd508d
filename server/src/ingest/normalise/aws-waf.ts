import { EventType } from '../../scoring/event-type'
import { textOf, wordOf } from '../reading/fields'
import { isJsonObject } from '../finding'
import type { Look } from '../reading/look'
import { matching } from '../reading/matching'
import type { Reading } from '../reading/reading'
import type { Normaliser } from './normaliser'

/** The log of a web ACL, one object for each request. It states no severity. */
export const awsWaf: Normaliser = {
  id: 'aws-waf',
  name: 'AWS WAF',
  signs: [
    ['webaclId', 'httpRequest.clientIp'],
    ['terminatingRuleId', 'httpRequest.clientIp'],
  ],
  read,
}

function read(look: Look): Reading {
  const host = look('httpRequest.host') ?? headerOf(look, 'host')
  const rule = look('terminatingRuleId')
  const inGroup = look('ruleGroupList.*.terminatingRule.ruleId')
  return {
    title: titleOf(look, inGroup ?? rule),
    vendorId: look('httpRequest.requestId'),
    vendorStatus: look('action'),
    disposition: look('action'),
    ruleId: rule,
    ruleName: inGroup ?? rule,
    resource: look('httpSourceId', 'webaclId'),
    cloudAccount: accountOf(look('webaclId')),
    srcIp: look('httpRequest.clientIp'),
    domain: textOf(host)?.replace(/:\d+$/, ''),
    url: urlOf(look, host),
    tags: look.all('labels.*.name'),
    eventType: eventTypeOf(look),
    eventAt: look('timestamp'),
  }
}

const deeds = new Map([['BLOCK', 'blocked'], ['ALLOW', 'allowed'], ['COUNT', 'counted'], ['CAPTCHA', 'answered with a puzzle'], ['CHALLENGE', 'challenged']]) // prettier-ignore

function titleOf(look: Look, rule: unknown): string | undefined {
  const action = wordOf(look('action'))
  if (action === null) return undefined
  const by = wordOf(rule)
  const deed = `Request ${deeds.get(action.toUpperCase()) ?? action}`
  return by === null || by === 'Default_Action' ? deed : `${deed} by ${by}`
}

/** Headers stand in a list, in the order and the case of the request. */
function headerOf(look: Look, name: string): unknown {
  const isNamed = (header: unknown) => isJsonObject(header) && textOf(header.name)?.toLowerCase() === name
  const found = look.all('httpRequest.headers').find(isNamed)
  return isJsonObject(found) ? found.value : undefined
}

function urlOf(look: Look, host: unknown): string | undefined {
  const path = textOf(look('httpRequest.uri'), 1_500)
  if (path === null) return undefined
  const query = textOf(look('httpRequest.args'), 500)
  const scheme = textOf(look('httpRequest.scheme') ?? headerOf(look, 'x-forwarded-proto'), 8)
  const origin = host === undefined ? '' : scheme === null ? textOf(host) : `${scheme}://${textOf(host)}`
  return `${origin ?? ''}${path}${query === null ? '' : `?${query}`}`
}

/** `arn:aws:wafv2:region:account:…` */
const accountOf = (arn: unknown): string | undefined => /^arn:[^:]*:[^:]*:[^:]*:(\d+):/.exec(textOf(arn) ?? '')?.[1]

function eventTypeOf(look: Look): EventType | null {
  if (textOf(look('terminatingRuleType')) === 'RATE_BASED') return EventType.DDOS
  return matching(look('terminatingRuleMatchDetails.0.conditionType'), [[/SQL_INJECTION|XSS/, EventType.INTRUSION]])
}

import type { AlertFields_AlertFragment } from '../../gql/graphql'
import { defang } from '../../lib/defang'
import { sentenceCase } from '../../lib/words'

/** One line of an alert's details. All of it is plain text: what a sender wrote is never a link and never HTML. */
export interface Fact {
  label: string
  text: string
  isTime: boolean
}

type Value = string | number | null | undefined

const withPort = (ip: Value, port: Value): Value => (ip && port ? `${ip} port ${port}` : ip)
const word = (value: string | null | undefined): Value => value && sentenceCase(value)
const address = (value: string | null | undefined): Value => value && defang(value)

function texts(alert: AlertFields_AlertFragment): [string, Value][] {
  return [
    ['Verdict', word(alert.verdict)],
    ['Reason', [word(alert.reasonCode), alert.reason].filter(Boolean).join(': ')],
    ['Assigned to', alert.assignee?.name],
    ['Source', alert.source ? `${alert.source.name} (${alert.source.product})` : alert.product],
    ['Rule', alert.ruleName ?? alert.ruleId],
    ['Id at the source', alert.vendorId],
    ['Severity at the source', alert.vendorSeverity],
    ['Entity', alert.entity],
    ['Host', alert.host],
    ['User', alert.user],
    ['Resource', alert.resource],
    ['Cloud account', alert.cloudAccount],
    ['Source address', withPort(alert.srcIp, alert.srcPort)],
    ['Destination address', withPort(alert.dstIp, alert.dstPort)],
    ['Domain', address(alert.domain)],
    ['URL', address(alert.url)],
    ['File', alert.fileName],
    ['Mail from', alert.mailSender],
    ['Mail to', alert.mailRecipients.join(', ')],
    ['Mail subject', alert.mailSubject],
    ['Techniques', alert.techniques.join(', ')],
    ['Tactics', alert.tactics.join(', ')],
    ['Disposition', alert.disposition],
    ['Tags', alert.tags.join(', ')],
    ['Link', address(alert.link)],
    ['Risk score', alert.riskScore],
    ['Why', alert.riskExplanation.map(({ points, why }) => `${points > 0 ? '+' : ''}${points} ${why}`).join('; ')],
    ['Anomaly score', alert.anomalyScore],
    ['Occurrences', alert.occurrences],
  ]
}

function times(alert: AlertFields_AlertFragment): [string, Value][] {
  return [
    ['Happened', alert.eventAt],
    ['First seen', alert.firstSeenAt],
    ['Last seen', alert.lastSeenAt],
    ['Acknowledged', alert.acknowledgedAt],
    ['Triaged', alert.triagedAt],
    ['Closed', alert.closedAt],
    ['Over at the source', alert.endedAt],
  ]
}

/** Everything known of an alert, in reading order, without what is empty. */
export function alertFacts(alert: AlertFields_AlertFragment): Fact[] {
  const lines = (pairs: [string, Value][], isTime: boolean): Fact[] =>
    pairs.flatMap(([label, value]) =>
      value === null || value === undefined || value === '' ? [] : [{ label, text: String(value), isTime }],
    )
  return [...lines(texts(alert), false), ...lines(times(alert), true)]
}

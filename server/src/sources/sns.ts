/** What Amazon SNS says when a topic is to deliver here (SubscriptionConfirmation). */
export interface SnsConfirmation {
  topicArn: string
  subscribeUrl: string
}

/** Null when it is not of the form, or its address does not say yes to this very topic: nothing else is ever asked. */
export function confirmationIn(item: Record<string, unknown>): SnsConfirmation | null {
  const { Type: type, TopicArn: topicArn, SubscribeURL: subscribeUrl } = item
  if (type !== 'SubscriptionConfirmation' || typeof topicArn !== 'string' || typeof subscribeUrl !== 'string')
    return null
  return confirms(subscribeUrl, topicArn) ? { topicArn, subscribeUrl } : null
}

const arn = /^arn:aws[a-z-]*:sns:([a-z0-9-]{1,32}):\d{12}:[\w.-]{1,256}$/

/**
 * Whether visiting an address says yes to this topic and does nothing else: people see the topic, never the address.
 * https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export function confirms(url: string, topicArn: string): boolean {
  const region = arn.exec(topicArn)?.[1]
  if (region === undefined || !isAmazons(url)) return false
  const { hostname, pathname, searchParams } = new URL(url)
  const says = (name: string, value: string) => searchParams.getAll(name).join('\n') === value // twice is another
  const isThere = hostname === `sns.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}` && pathname === '/'
  return isThere && says('Action', 'ConfirmSubscription') && says('TopicArn', topicArn)
}

/** https, no other port, no user, and a host of Amazon's own notification service. */
export function isAmazons(text: string): boolean {
  if (text.length > 2_048 || !URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  const isHost = /^sns\.[a-z0-9]+(?:-[a-z0-9]+)*\.amazonaws\.com(?:\.cn)?$/.test(hostname)
  return protocol === 'https:' && isHost && port === '' && username === '' && password === ''
}

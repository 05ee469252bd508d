/** What Amazon SNS says when a topic is to deliver here (SubscriptionConfirmation). */
export interface SnsConfirmation {
  topicArn: string
  subscribeUrl: string
}

/** Null when it is not of the form, or names a host that is not Amazon's: nothing else is ever asked. */
export function confirmationIn(item: Record<string, unknown>): SnsConfirmation | null {
  const { Type: type, TopicArn: topicArn, SubscribeURL: subscribeUrl } = item
  if (type !== 'SubscriptionConfirmation' || typeof topicArn !== 'string' || typeof subscribeUrl !== 'string')
    return null
  if (!/^arn:aws[a-z-]*:sns:[a-z0-9-]{1,32}:\d{12}:[\w.-]{1,256}$/.test(topicArn)) return null
  return isAmazons(subscribeUrl) ? { topicArn, subscribeUrl } : null
}

/** https, no other port, no user, and a host of Amazon's own notification service. */
export function isAmazons(text: string): boolean {
  if (text.length > 2_048 || !URL.canParse(text)) return false
  const { protocol, hostname, port, username, password } = new URL(text)
  const isHost = /^sns\.[a-z0-9]+(?:-[a-z0-9]+)*\.amazonaws\.com(?:\.cn)?$/.test(hostname)
  return protocol === 'https:' && isHost && port === '' && username === '' && password === ''
}

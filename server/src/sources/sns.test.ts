import { confirmationIn, isAmazons } from './sns'

const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=arn&Token=abc'

it.each([
  url,
  url.replace('.com/', '.com.cn/').replace('eu-west-1', 'cn-north-1'),
  url.replace('eu-west', 'us-gov-west'),
])('asks %s', (text) => expect(isAmazons(text)).toBe(true))

it.each([
  url.replace('https', 'http'),
  url.replace('.com/', '.com.evil.example/'),
  url.replace('sns.', 'sns.evil.example/sns.'),
  url.replace('sns.', 'evil-sns.'),
  url.replace('https://', 'https://user:password@'),
  url.replace('https://', 'https://sns.eu-west-1.amazonaws.com@evil.example/'),
  url.replace('.com/', '.com:8443/'),
  url.replace('sns.eu-west-1.amazonaws.com', '169.254.169.254'),
  url.replace('sns.eu-west-1', 'sns.eu.west.1'),
  url.replace('sns.eu-west-1', 's3.eu-west-1'),
  'sns.eu-west-1.amazonaws.com',
  `${url}${'x'.repeat(2_048)}`,
])('does not ask %s', (text) => {
  expect(isAmazons(text)).toBe(false)
})

it('reads a confirmation, and nothing that only looks like one', () => {
  const good = {
    Type: 'SubscriptionConfirmation',
    TopicArn: 'arn:aws:sns:eu-west-1:123456789012:Alarms',
    SubscribeURL: url,
  }
  expect(confirmationIn(good)).toEqual({ topicArn: good.TopicArn, subscribeUrl: url })
  for (const changes of [
    { Type: 'Notification' },
    { TopicArn: 'arn' },
    { TopicArn: 7 },
    { SubscribeURL: 'https://evil.example/' },
  ])
    expect(confirmationIn({ ...good, ...changes })).toBeNull()
})

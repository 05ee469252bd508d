import { confirmationIn, confirms, isAmazons } from './sns'

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

const topicArn = 'arn:aws:sns:eu-west-1:123456789012:Alarms'
const confirming = url.replace('=arn&', `=${topicArn}&`)

it.each([
  [confirming, topicArn],
  [confirming.replaceAll(':', '%3A').replace('https%3A', 'https:'), topicArn],
  [
    confirming.replace('.com/', '.com.cn/').replaceAll('eu-west-1', 'cn-north-1'),
    topicArn.replace('aws', 'aws-cn').replace('eu-west-1', 'cn-north-1'),
  ].map((text) => text.replace('=arn:aws:', '=arn:aws-cn:')),
])('says yes to the topic that is shown: %s', (text = '', topic = '') => expect(confirms(text, topic)).toBe(true))

it.each([
  confirming.replace('Alarms', 'Others'),
  confirming.replace('123456789012', '210987654321'),
  confirming.replace('ConfirmSubscription', 'Unsubscribe'),
  confirming.replace('Action=ConfirmSubscription&', ''),
  confirming.replace(`TopicArn=${topicArn}&`, ''),
  confirming.replace('sns.eu-west-1', 'sns.us-east-1'),
  confirming.replace('.com/', '.com.cn/'),
  `${confirming}&TopicArn=${topicArn.replace('Alarms', 'Others')}`,
  `${confirming}&Action=Unsubscribe`,
  confirming.replace('.com/', '.com/other/'),
  confirming.replace('.com/', '.com.evil.example/'),
])('does not say yes by another address: %s', (text) => expect(confirms(text, topicArn)).toBe(false))

it('reads a confirmation, and nothing that only looks like one', () => {
  const good = { Type: 'SubscriptionConfirmation', TopicArn: topicArn, SubscribeURL: confirming }
  expect(confirmationIn(good)).toEqual({ topicArn, subscribeUrl: confirming })
  for (const changes of [
    { Type: 'Notification' },
    { TopicArn: 'arn' },
    { TopicArn: 7 },
    { SubscribeURL: 'https://evil.example/' },
    { TopicArn: `${topicArn}2` },
  ])
    expect(confirmationIn({ ...good, ...changes })).toBeNull()
})

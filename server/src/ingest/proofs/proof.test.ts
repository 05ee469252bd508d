import { createHmac } from 'node:crypto'
import { hmacSha256 } from '../../platform/crypto'
import { SourceAuthentication } from '../../sources/source.authentication'
import type { KnownSource } from '../../sources/source.directory'
import { aKnownSource } from '../../../test/known-source'
import { coversBody, proofFault, proofOf } from './proof'
import { shownBy } from './way'

const body = Buffer.from('{"a":1}')
const now = Date.UTC(2026, 0, 1)
const time = String(now / 1_000)
const secret = 'the-secret-of-this-source'
const aSource = (changes: Partial<KnownSource> = {}): KnownSource =>
  aKnownSource({ secret: Buffer.from(secret), ...changes })
const by = (authentication: SourceAuthentication, changes: Partial<KnownSource> = {}) =>
  aSource({ authentication, ...changes })
const { STANDARD_WEBHOOKS, SLACK, GRAFANA, BEARER, URL_TOKEN } = SourceAuthentication
const everyWay = Object.values(SourceAuthentication)

const hex = (key: string | Buffer, text: string | Buffer) => createHmac('sha256', key).update(text).digest('hex')
const signed = (key: string | Buffer, text: string | Buffer = body) => `sha256=${hex(key, text)}`
const good = signed(secret)

const faultOf = (source: KnownSource | null, headers: Record<string, string>, text = body, at = now) =>
  proofFault(source, shownBy(headers), [text.subarray(0, 3), text.subarray(3)], at)

describe('a signature', () => {
  it.each([
    ['x-signature', good],
    ['x-signature', good.toUpperCase().replace('SHA', 'sha')],
    ['x-signature', good.slice('sha256='.length)],
    ['x-hub-signature-256', good],
  ])('in %s is taken as %s', (header, value) => {
    expect(faultOf(aSource(), { [header]: value })).toBeNull()
  })

  it('is over exactly these bytes', () => {
    expect(faultOf(aSource(), { 'x-signature': good }, Buffer.from('{"a": 1}'))).toBe('signature mismatch')
  })

  it('in X-Signature counts, whatever else is there', () => {
    const both = { 'x-signature': signed('another'), 'x-hub-signature-256': good }
    expect(faultOf(aSource(), both)).toBe('signature mismatch')
  })

  it('is not replaced by the secret itself', () => {
    expect(faultOf(aSource(), { authorization: `Bearer ${secret}` })).toBe('no signature')
  })
})

describe('a Standard Webhooks signature', () => {
  // The example of the specification's own libraries.
  const vector = {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    time: '1614265330',
    body: Buffer.from('{"test": 2432232314}'),
    signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  }
  const source = by(STANDARD_WEBHOOKS, { secret: Buffer.from(vector.secret) })
  const at = Number(vector.time) * 1_000
  const headers = (changes: Record<string, string> = {}) => ({
    'webhook-id': vector.id,
    'webhook-timestamp': vector.time,
    'webhook-signature': vector.signature,
    ...changes,
  })
  const fault = (changes: Record<string, string> = {}, when = at) =>
    faultOf(source, headers(changes), vector.body, when)

  it('is taken as the specification has it', () => {
    expect(fault()).toBeNull()
  })

  it('is taken when one of several matches, other versions left aside', () => {
    const wrong = `v1,${Buffer.alloc(32).toString('base64')}`
    expect(fault({ 'webhook-signature': `${wrong} v1a,xyz ${vector.signature}` })).toBeNull()
    expect(fault({ 'webhook-signature': wrong })).toBe('signature mismatch')
  })

  it('covers its id and its time, and is good for five minutes either way', () => {
    expect(fault({ 'webhook-id': 'msg_other' })).toBe('signature mismatch')
    expect(fault({ 'webhook-timestamp': '1614265331' })).toBe('signature mismatch')
    expect([fault({}, at + 300_000), fault({}, at - 300_000)]).toEqual([null, null])
    expect(fault({}, at + 301_000)).toMatch('more than 5 minutes from now')
    expect(fault({}, at - 301_000)).toMatch('more than 5 minutes from now')
  })

  it.each([
    [{ 'webhook-timestamp': 'today' }, 'webhook-timestamp is not in seconds'],
    [{ 'webhook-id': '' }, 'webhook-id is not 1 to 255'],
    [{ 'webhook-signature': 'v1,short' }, 'holds no "v1,"'],
  ])('refuses %j with a reason', (changes, reason) => {
    expect(fault(changes as Record<string, string>)).toMatch(reason)
  })
})

describe('a Slack signature', () => {
  // The example of Slack's own manual.
  const source = by(SLACK, { secret: Buffer.from('8f742231b10e8888abcd99yyyzzz85a5') })
  const text = Buffer.from(
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c',
  )
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  }
  const at = 1_531_420_618_000

  it("is taken as in Slack's manual, for five minutes", () => {
    expect(faultOf(source, headers, text, at)).toBeNull()
    expect(faultOf(source, headers, text, at + 301_000)).toMatch('more than 5 minutes')
  })

  it('covers its time, and is refused without it', () => {
    expect(faultOf(source, { ...headers, 'x-slack-request-timestamp': '1531420619' }, text, at)).toMatch('mismatch')
    const { 'x-slack-signature': alone } = headers
    expect(faultOf(source, { 'x-slack-signature': alone }, text, at)).toMatch('belong together')
    expect(faultOf(source, { ...headers, 'x-slack-signature': alone.slice(3) }, text, at)).toMatch('is not v0=')
  })
})

describe("Grafana's signature", () => {
  const source = by(GRAFANA)
  const timed = { 'x-grafana-alerting-signature': hex(secret, `${time}:${body.toString()}`) }

  it('is over the body, or over the time and the body', () => {
    expect(faultOf(source, { 'x-grafana-alerting-signature': hex(secret, body) })).toBeNull()
    expect(faultOf(source, { ...timed, 'x-grafana-alerting-timestamp': time })).toBeNull()
  })

  it('is good for five minutes when it is timed', () => {
    const headers = { ...timed, 'x-grafana-alerting-timestamp': time }
    expect(faultOf(source, headers, body, now + 301_000)).toMatch('more than 5 minutes')
  })

  it('loses its time to nobody who moves it into the body', () => {
    expect(faultOf(source, timed)).toBe('signature mismatch')
    expect(faultOf(source, timed, Buffer.from(`${time}:${body.toString()}`))).toMatch('begins with a timestamp')
  })
})

describe('a bearer token', () => {
  it.each(['Bearer', 'bearer'])('is the secret itself after %s', (scheme) => {
    expect(faultOf(by(BEARER), { authorization: `${scheme} ${secret}` })).toBeNull()
  })

  it.each([
    [{ authorization: 'Bearer another-secret' }, 'bearer token mismatch'],
    [{ authorization: `Bearer ${secret}x` }, 'bearer token mismatch'],
    [{ authorization: `Basic ${secret}` }, 'authorization is not of the form Bearer <secret>'],
    [{ authorization: 'Bearer ' }, 'authorization is not of the form Bearer <secret>'],
    [{ 'x-signature': good }, 'no bearer token'],
  ])('refuses %j', (headers, fault) => {
    expect(faultOf(by(BEARER), headers as Record<string, string>)).toBe(fault)
  })
})

describe('a token in the address', () => {
  it('is the secret itself', () => {
    expect(proofFault(by(URL_TOKEN), shownBy({}, secret), [], now)).toBeNull()
    expect(proofFault(by(URL_TOKEN), shownBy({}, `${secret}x`), [], now)).toMatch('not valid any longer')
  })

  it('is not replaced by a header', () => {
    expect(faultOf(by(URL_TOKEN), { authorization: `Bearer ${secret}`, 'x-signature': good })).toMatch(
      'without the token',
    )
  })
})

it.each(everyWay)('takes what a sender makes of its secret by %s', (way) => {
  const source = by(way)
  expect(proofFault(source, proofOf(source, body, now), [body], now)).toBeNull()
})

it.each(everyWay)('takes the previous secret until its time is over, by %s', (way) => {
  const old = Buffer.from('the-old-secret')
  const shown = proofOf(by(way, { secret: old }), body, now)
  const source = by(way, { previousSecret: { secret: old, until: now + 1 } })
  expect(proofFault(source, shown, [body], now)).toBeNull()
  expect(proofFault(source, shown, [body], now + 1)).toMatch(/mismatch|not valid/)
})

it.each(everyWay)('never takes the secret that stands in for a missing one, by %s', (way) => {
  const dummy = Buffer.alloc(32)
  const shown = proofOf(by(way, { secret: dummy }), body, now)
  const signedBody = shownBy({ 'x-signature': signed(dummy) })
  for (const one of [shown, signedBody])
    for (const source of [null, by(way), by(way, { enabled: false })])
      expect(proofFault(source, one, [body], now)).not.toBeNull()
})

it('believes nothing before the body is there but what a token proves', () => {
  expect(everyWay.filter((way) => !coversBody(by(way)))).toEqual([BEARER, URL_TOKEN])
  expect([coversBody(null), coversBody(by(BEARER, { enabled: false }))]).toEqual([true, true])
})

it("tells the tenant's admin why", () => {
  const headers = { 'x-signature': good }
  expect(faultOf(null, headers)).toBe('unknown source')
  expect(faultOf(aSource({ enabled: false }), headers)).toBe('source is disabled')
  expect(faultOf(aSource(), {})).toBe('no signature')
  expect(faultOf(aSource(), { 'x-signature': 'sha1=00' })).toMatch('is not 64 hex digits')
  expect(faultOf(aSource(), { 'x-signature': `sha256=${hmacSha256(secret, body).toString('base64')}` })).toMatch(
    'is not',
  )
})

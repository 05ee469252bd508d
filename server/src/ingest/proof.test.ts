import { hmacSha256 } from '../platform/crypto'
import { SourceAuthentication } from '../sources/source.authentication'
import type { KnownSource } from '../sources/source.directory'
import { aKnownSource } from '../../test/known-source'
import { proofFault } from './proof'

const body = Buffer.from('{"a":1}')
const now = Date.UTC(2026, 0, 1)
const secret = 'the-secret-of-this-source'
const aSource = (changes: Partial<KnownSource> = {}): KnownSource =>
  aKnownSource({ secret: Buffer.from(secret), ...changes })
const aBearer = (changes: Partial<KnownSource> = {}) =>
  aSource({ authentication: SourceAuthentication.BEARER, ...changes })
const signed = (key: string | Buffer, text = body) => `sha256=${hmacSha256(key, text).toString('hex')}`
const good = signed(secret)

const faultOf = (source: KnownSource | null, headers: Record<string, string>, text = body, at = now) =>
  proofFault(source, (name) => headers[name], text, at)

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

describe('a bearer token', () => {
  it.each(['Bearer', 'bearer'])('is the secret itself after %s', (scheme) => {
    expect(faultOf(aBearer(), { authorization: `${scheme} ${secret}` })).toBeNull()
  })

  it.each([
    [{ authorization: 'Bearer another-secret' }, 'bearer token mismatch'],
    [{ authorization: `Bearer ${secret}x` }, 'bearer token mismatch'],
    [{ authorization: `Basic ${secret}` }, 'authorization is not of the form Bearer <secret>'],
    [{ authorization: 'Bearer ' }, 'authorization is not of the form Bearer <secret>'],
    [{ 'x-signature': good }, 'no bearer token'],
  ])('refuses %j', (headers, fault) => {
    expect(faultOf(aBearer(), headers as Record<string, string>)).toBe(fault)
  })
})

it('takes the previous secret until its time is over, in either way', () => {
  const previousSecret = { secret: Buffer.from('old'), until: now + 1 }
  for (const [source, headers] of [
    [aSource({ previousSecret }), { 'x-signature': signed('old') }],
    [aBearer({ previousSecret }), { authorization: 'Bearer old' }],
  ] as const) {
    expect(faultOf(source, headers)).toBeNull()
    expect(faultOf(source, headers, body, now + 1)).toMatch('mismatch')
  }
})

it('never takes the secret that stands in for a missing one', () => {
  const dummy = { 'x-signature': signed(Buffer.alloc(32)), authorization: `Bearer ${'\0'.repeat(32)}` }
  for (const source of [null, aSource(), aSource({ enabled: false }), aBearer(), aBearer({ enabled: false })])
    expect(faultOf(source, dummy)).not.toBeNull()
})

it("tells the tenant's admin why", () => {
  const headers = { 'x-signature': good }
  expect(faultOf(null, headers)).toBe('unknown source')
  expect(faultOf(aSource({ enabled: false }), headers)).toBe('source is disabled')
  expect(faultOf(aSource(), {})).toBe('no signature')
  expect(faultOf(aSource(), { 'x-signature': 'sha1=00' })).toMatch('is not 64 hex digits')
})

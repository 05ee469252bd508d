import { hmacSha256 } from '../platform/crypto'
import type { KnownSource } from '../sources/source.directory'
import { signatureFault } from './signature'

const body = Buffer.from('{"a":1}')
const now = Date.UTC(2026, 0, 1)
const aSource = (changes: Partial<KnownSource> = {}): KnownSource => ({
  tenantId: 't',
  id: 's',
  slug: 'siem',
  name: 'SIEM',
  product: 'generic',
  enabled: true,
  secret: Buffer.from('the secret of this source'),
  previousSecret: null,
  idempotencySeconds: 300,
  ratePerSecond: 1,
  burst: 1,
  ...changes,
})
const signed = (secret: string | Buffer, text = body) => `sha256=${hmacSha256(secret, text).toString('hex')}`
const good = signed('the secret of this source')

it('takes the signature over exactly these bytes, in either case of hex', () => {
  expect(signatureFault(aSource(), good, body, now)).toBeNull()
  expect(signatureFault(aSource(), good.toUpperCase().replace('SHA', 'sha'), body, now)).toBeNull()
  expect(signatureFault(aSource(), good, Buffer.from('{"a": 1}'), now)).toBe('signature mismatch')
})

it('takes the previous secret until its time is over', () => {
  const source = aSource({ previousSecret: { secret: Buffer.from('old'), until: now + 1 } })
  expect(signatureFault(source, signed('old'), body, now)).toBeNull()
  expect(signatureFault(source, signed('old'), body, now + 1)).toBe('signature mismatch')
})

it('never takes the secret that stands in for a missing one', () => {
  const dummy = signed(Buffer.alloc(32))
  for (const source of [null, aSource(), aSource({ enabled: false })])
    expect(signatureFault(source, dummy, body, now)).not.toBeNull()
})

it("tells the tenant's admin why", () => {
  expect(signatureFault(null, good, body, now)).toBe('unknown source')
  expect(signatureFault(aSource({ enabled: false }), good, body, now)).toBe('source is disabled')
  expect(signatureFault(aSource(), undefined, body, now)).toBe('no signature')
  expect(signatureFault(aSource(), good.slice(7), body, now)).toMatch('not of the form')
})

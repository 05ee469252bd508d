import fc from 'fast-check'
import { nameOf, recognise, resolveInOrder, type Binding, type Recognisable } from './idempotency'

const source = {
  tenantId: '01900000-0000-7000-8000-000000000001',
  id: '01900000-0000-7000-8000-000000000002',
  idempotencySeconds: 300,
}
const delivery = (id: string, body: string, key?: string): Recognisable => recognise(source, id, Buffer.from(body), key)
const kinds = (deliveries: Recognisable[]) =>
  resolveInOrder(deliveries, new Map()).map((one) => ('deliveryId' in one ? one.deliveryId : one.kind))

it('knows a delivery by its body, whatever the key says', () => {
  expect(kinds([delivery('1', 'a', 'k'), delivery('2', 'a', 'other'), delivery('3', 'a')])).toEqual(['new', '1', '1'])
})

it('refuses one key for two bodies, and the refusal binds nothing', () => {
  expect(kinds([delivery('1', 'a', 'k'), delivery('2', 'b', 'k'), delivery('3', 'b')])).toEqual([
    'new',
    'conflict',
    'new',
  ])
})

it('gives a new key of a repetition the meaning of the first delivery', () => {
  expect(kinds([delivery('1', 'a'), delivery('2', 'a', 'k'), delivery('3', 'b', 'k')])).toEqual([
    'new',
    '1',
    'conflict',
  ])
})

it('forgets bodies at once when the source says so, and keys never before 72 hours', () => {
  const forgetful = recognise({ ...source, idempotencySeconds: 0 }, '1', Buffer.from('a'), 'k')
  expect(forgetful.bodyKey).toBeNull()
  expect(forgetful.clientKey?.seconds).toBe(72 * 3_600)
})

it('never takes a key for a body', () => {
  const body = delivery('1', 'a')
  const key = delivery('2', 'b', body.bodyHash.toString('hex'))
  expect(nameOf(body.bodyKey ?? fail())).not.toBe(nameOf(key.clientKey ?? fail()))
})

it.each(['', ' ', 'a b', 'ä', 'x'.repeat(256), 'a\tb'])('refuses the key %j', (key) => {
  expect(() => delivery('1', 'a', key)).toThrow('Idempotency-Key')
})

it('decides the same in one batch as in many', () => {
  const arbitrary = fc.array(
    fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.option(fc.constantFrom('k', 'l'), { nil: undefined })),
  )
  fc.assert(
    fc.property(arbitrary, (sent) => {
      const deliveries = sent.map(([body, key], index) => delivery(`${index}`, body, key))
      const bound = new Map<string, Binding>()
      const oneByOne = deliveries.flatMap((one) => resolveInOrder([one], bound))
      const atOnce = resolveInOrder(deliveries, new Map())
      expect(atOnce).toEqual(oneByOne)
      expect(atOnce.filter(({ kind }) => kind === 'new').length).toBeLessThanOrEqual(
        new Set(sent.map(([body]) => body)).size,
      )
    }),
  )
})

function fail(): never {
  throw new Error('expected a key')
}

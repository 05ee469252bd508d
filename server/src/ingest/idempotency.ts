import { AppError } from '../platform/errors'
import { sha256 } from '../platform/crypto'

/** 72 hours. */
export const clientKeySeconds = 259_200

/** A name under which a delivery is remembered: its body, and what the sender called it. Scoped to one source. */
export interface DeliveryKey {
  tenantId: string
  sourceId: string
  /** One byte for the kind, then a hash: neither kind can pose as the other, whatever a sender sends. */
  key: Buffer
  seconds: number
}

/** What a delivery has to be recognised by. */
export interface Recognisable {
  deliveryId: string
  bodyHash: Buffer
  bodyKey: DeliveryKey | null
  clientKey: DeliveryKey | null
}

/** 63 years: for ever. */
const lastingSeconds = 2_000_000_000

interface Owner {
  tenantId: string
  id: string
  idempotencySeconds: number
}

const [bodyKind, clientKind, lastingKind] = [Buffer.from([1]), Buffer.from([2]), Buffer.from([3])]

/**
 * The body's hash counts whatever the key says, because the key is not signed: else a recorded delivery could be sent again under a new key.
 *
 * @param part which part of a body this is: equal parts of one body are no repetitions of each other, and each has a key of its own.
 * @throws BAD_USER_INPUT for an Idempotency-Key that is not 1 to 255 visible ASCII characters.
 */
export function recognise(
  source: Owner,
  deliveryId: string,
  body: Buffer,
  clientKey: string | undefined,
  part = 0,
): Recognisable {
  if (clientKey !== undefined && !/^[\x21-\x7e]{1,255}$/.test(clientKey)) {
    throw new AppError('BAD_USER_INPUT', 'Idempotency-Key must be 1 to 255 visible ASCII characters')
  }
  const numbered = (hash: Buffer) => (part === 0 ? hash : sha256(Buffer.concat([hash, Buffer.from(` ${part}`)])))
  const bodyHash = numbered(sha256(body))
  const owner = { tenantId: source.tenantId, sourceId: source.id }
  const named = (kind: Buffer, hash: Buffer, seconds: number) => ({
    ...owner,
    key: Buffer.concat([kind, hash]),
    seconds,
  })
  return {
    deliveryId,
    bodyHash,
    bodyKey: source.idempotencySeconds > 0 ? named(bodyKind, bodyHash, source.idempotencySeconds) : null,
    clientKey: clientKey === undefined ? null : named(clientKind, numbered(sha256(clientKey)), clientKeySeconds),
  }
}

/** What comes under a name that is used once and for all, whatever else its body says: whatever comes later under it is a repetition. */
export function recogniseForEver(source: Owner, deliveryId: string, body: Buffer, name: string): Recognisable {
  const key = Buffer.concat([lastingKind, sha256(name)])
  const bodyKey = { tenantId: source.tenantId, sourceId: source.id, key, seconds: lastingSeconds }
  return { deliveryId, bodyHash: sha256(body), bodyKey, clientKey: null }
}

/** Such a name outlives the delivery, and with it the answer. */
export const isLasting = (key: Buffer): boolean => key[0] === lastingKind[0]

/** What a key stands for. */
export interface Binding {
  bodyHash: Buffer
  deliveryId: string
}

/** What becomes of a delivery: new, the repetition of another one, or one key for two bodies. */
export type Resolution = { kind: 'new' } | { kind: 'repeats'; deliveryId: string } | { kind: 'conflict' }

export const nameOf = ({ tenantId, sourceId, key }: Omit<DeliveryKey, 'seconds'>): string =>
  `${tenantId}/${sourceId}/${key.toString('hex')}`

/**
 * Decides a batch as if its deliveries had come one after the other: later ones see the keys of earlier ones. A conflict binds nothing, so a
 * refused request burns nothing.
 *
 * @param bound what keys stood for before the batch, by {@link nameOf}; holds what they stand for after it.
 */
export function resolveInOrder(deliveries: Recognisable[], bound: Map<string, Binding>): Resolution[] {
  return deliveries.map((delivery): Resolution => {
    const { bodyHash, bodyKey, clientKey, deliveryId } = delivery
    const byClient = clientKey && bound.get(nameOf(clientKey))
    if (byClient && !byClient.bodyHash.equals(bodyHash)) return { kind: 'conflict' }
    const first = byClient ?? (bodyKey && bound.get(nameOf(bodyKey)))
    const binding = { bodyHash, deliveryId: first?.deliveryId ?? deliveryId }
    for (const key of [bodyKey, clientKey]) if (key && !bound.has(nameOf(key))) bound.set(nameOf(key), binding)
    return first ? { kind: 'repeats', deliveryId: first.deliveryId } : { kind: 'new' }
  })
}

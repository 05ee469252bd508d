import type { Request } from 'express'
import { AppError } from '../platform/errors'
import { knowledgeOf } from '../alerts/alert.knowledge'
import { newId } from '../platform/ids'
import { agentSource } from '../sources/own.source'
import { SourceAuthentication } from '../sources/source.authentication'
import type { KnownSource } from '../sources/source.directory'
import { keepSubscription } from '../sources/subscription.service'
import type { Answer } from './answer'
import { piecesOf } from './body'
import { Gathered, joined } from './gathered'
import { gunzip } from './gunzip'
import type { Hold } from './held-bytes'
import { findSource, type Entrance } from './entrance'
import { recognise, recogniseForEver } from './idempotency'
import type { Item } from './item'
import { formOf, snsTypeOf } from './media-type'
import { itemsOf, partsOf, type Part } from './parts'
import { patiently } from './patience'
import { readPayload } from './payload'
import type { Progress } from './progress'
import { provableSeconds } from './proofs/proof'
import type { Shown } from './proofs/way'
import { proveAgain, usable, type Proven } from './prove'
import { readItems } from './read-items'
import { readSignal, signalAnswer, signalIn, type Signal } from './signal'
import type { Incoming, Told } from './store'
import { PartsSum } from './sum'
import type { Tools } from './tools'

/** What a request is answered with, and how it is counted. */
export interface Reply {
  outcome: Told['outcome'] | 'HANDSHAKE'
  text: string
  /** 202 unless said. */
  status?: number
}

/** Reads and stores what a proven request brings. Resolves after COMMIT. @throws every refusal */
export async function take(tools: Tools, request: Request, progress: Progress, proven: Proven): Promise<Reply> {
  const { limits } = tools
  tools.pace(proven.source)
  const form = formOf(proven.header)
  const { entrance } = progress
  const isLines = form.kind === 'LINES' && !(entrance.endpoint === 'ingest' && entrance.signals === 'ALWAYS')
  const largest = isLines ? limits.streamedBytes : limits.bytes
  const stop = new AbortController()
  const sent = proven.pieces ?? counted(piecesOf(request, limits, { largest, until: stop.signal }), progress)
  const plain = form.isGzip ? gunzip(sent, largest) : sent
  if (isLines) return takeLines(tools, progress, proven, { plain, stop })
  tools.pipeline.mustHaveRoom()
  const body = await whole(plain, progress.hold)
  progress.startedAt = performance.now()
  progress.hold?.close() // from here on the pipeline counts it
  tools.pipeline.mustHaveRoom() // others may have come while it arrived
  if (entrance.endpoint !== 'ingest' || entrance.signals === 'NEVER') return takeJson(tools, proven, body)
  if (entrance.signals === 'ALWAYS') return takeSignal(tools, proven.source, readSignal(body), body)
  const items = readItems(body)
  const signal = signalIn(items)
  if (!signal) return takeItems(tools, proven, items, body)
  return takeSignal(tools, await agentSourceOf(tools, progress, entrance), signal, body)
}

/** Stores one JSON body. @throws as the webhook answers */
export const takeJson = async (tools: Tools, proven: Omit<Proven, 'pieces'>, body: Buffer): Promise<Reply> =>
  takeItems(tools, proven, readItems(body), body)

async function takeItems(
  tools: Tools,
  { source, header }: Omit<Proven, 'pieces'>,
  items: Item[],
  body: Buffer,
): Promise<Reply> {
  if (snsTypeOf(header) === 'SubscriptionConfirmation') return takeConfirmation(tools, source, items)
  return tools.pipeline.store(await incomingOf(tools, source, { body, items, name: nameOfDelivery(source, header) }))
}

/** Stores what an agent signals, and answers as agents expect. A signal is taken once and for all. */
async function takeSignal(tools: Tools, source: KnownSource, signal: Signal, body: Buffer): Promise<Reply> {
  const incoming = await incomingOf(tools, source, { body, items: signal.items, signalId: signal.id })
  const { outcome } = await tools.pipeline.store(incoming)
  return { outcome, status: 200, text: signalAnswer(signal, outcome === 'DUPLICATE') }
}

/** Signals have a source of their own, whichever door they come through. @throws as the webhook answers */
async function agentSourceOf(tools: Tools, progress: Progress, entrance: Entrance & { endpoint: 'ingest' }) {
  const { platform, directory } = tools
  progress.found = await findSource(platform, directory, { ...entrance, slug: agentSource.slug }, () => undefined)
  const source = usable(progress.found.source)
  tools.pace(source)
  return source
}

/** Amazon asks whether it may send: that is for an administrator to say. */
async function takeConfirmation({ platform }: Tools, source: KnownSource, [item]: Item[]): Promise<Reply> {
  if (!item || 'rejected' in item) throw new AppError('BAD_USER_INPUT', 'The confirmation is no JSON object')
  await keepSubscription(platform, source, item.value)
  return { outcome: 'HANDSHAKE', text: JSON.stringify({ status: 'pending' }) }
}

/** A body on its way in. */
interface Arriving {
  plain: AsyncIterable<Buffer> | Iterable<Buffer>
  /** Makes reading it throw the reason, also while the sender is waited for. */
  stop: AbortController
}

/**
 * Stores the lines of a body part by part while it arrives: one part is read while the one before is stored, and reading waits whenever there
 * is no room. What fails ends the reading, so that a sender that pauses hears of it at once, and leaves the parts before it stored;
 * progress.sum names them.
 */
async function takeLines(
  tools: Tools,
  progress: Progress,
  { source, header, pieces }: Proven,
  { plain, stop }: Arriving,
): Promise<Reply> {
  const sum = (progress.sum = new PartsSum())
  const hold = progress.hold ?? tools.held.open(source.id)
  let stored: Promise<void> = Promise.resolve()
  try {
    for await (const part of partsOf(plain, hold)) {
      await stored
      if (part.number > 0) tools.mustBeOpen()
      if (part.number > 0 && pieces === null) await proveAgain(tools, progress, header)
      stored = storePart(tools, source, part, nameOfDelivery(source, header))
        .then((told) => ('reasons' in told ? sum.addRejected(told.reasons) : sum.add(told)))
        .finally(() => hold.drop(part.body.length))
      stored.catch((error: unknown) => stop.abort(error))
    }
    progress.startedAt = performance.now()
  } finally {
    await stored.catch(() => undefined) // so that the sum is whole, whatever is thrown
  }
  await stored
  const answer = sum.answer()
  if (!answer) throw new AppError('UNPROCESSABLE', 'No line is acceptable: each must be a JSON object')
  return { outcome: answer.accepted > 0 ? 'ACCEPTED' : 'DUPLICATE', text: JSON.stringify(answer) }
}

/** Reasons alone when no line is acceptable: then there is nothing to store, but it was work all the same, and counts against the source's pace. */
async function storePart(
  tools: Tools,
  source: KnownSource,
  part: Part,
  name: string | undefined,
): Promise<Answer | { reasons: string[] }> {
  if (part.number > 0) await patiently(() => tools.pace(source))
  await patiently(() => tools.pipeline.mustHaveRoom())
  const items = itemsOf(part)
  const reasons = reasonsOf(items)
  if (reasons.length === items.length) return { reasons }
  const incoming = await incomingOf(tools, source, { items, body: part.body, number: part.number, name })
  const told = await patiently(() => tools.pipeline.store(incoming))
  return JSON.parse(told.text) as Answer
}

interface Arrived {
  body: Buffer
  items: Item[]
  name?: string
  /** Of a part. */
  number?: number
  /** Of a signal: what is known by it is never taken again. */
  signalId?: string
}

/** The delivery's id is made before its events', which are looked for right behind it. */
async function incomingOf(
  { platform }: Tools,
  source: KnownSource,
  { body, items, name, number, signalId }: Arrived,
): Promise<Incoming> {
  const known = await knowledgeOf(platform).of(source.tenantId)
  const receivedAt = new Date()
  // Whatever the source says: while its proof is good, a recorded delivery must be known.
  const idempotencySeconds = Math.max(source.idempotencySeconds, provableSeconds(source))
  const owner = { ...source, idempotencySeconds }
  const recognised =
    signalId === undefined
      ? recognise(owner, newId(), body, name, number)
      : recogniseForEver(owner, newId(), body, signalId)
  const payload = readPayload(items, source, known)
  return { source, payload, receivedAt, items: payload.length, bytes: body.length, ...recognised }
}

const reasonsOf = (items: Item[]): string[] => items.flatMap((item) => ('rejected' in item ? [item.rejected] : []))

/** Standard Webhooks names each delivery, and signs the name: no header that anybody may add stands before it. */
function nameOfDelivery(source: KnownSource, header: Shown['header']): string | undefined {
  const isNamed = source.authentication === SourceAuthentication.STANDARD_WEBHOOKS
  return (isNamed ? header('webhook-id') : undefined) ?? header('idempotency-key')
}

async function* counted(pieces: AsyncIterable<Buffer>, progress: Progress): AsyncGenerator<Buffer> {
  for await (const piece of pieces) {
    progress.size += piece.length
    yield piece
  }
}

async function whole(pieces: AsyncIterable<Buffer> | Iterable<Buffer>, hold: Hold | null): Promise<Buffer> {
  if (Array.isArray(pieces)) return joined(pieces as Buffer[])
  const gathered = new Gathered()
  for await (const piece of pieces) {
    hold?.add(piece.length)
    gathered.add(piece)
  }
  return joined(gathered.take())
}

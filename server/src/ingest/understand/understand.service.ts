import { knowledgeOf } from '../../alerts/alert.knowledge'
import { recordChange } from '../../audit/change'
import { inTenant, tenantOf, type Context } from '../../platform/context'
import { AppError, badInput, notFound } from '../../platform/errors'
import { checked } from '../../platform/input'
import { DeadLetterState } from '../dead-letters/dead-letter.entity'
import { replayLetters } from '../dead-letters/dead-letter.replay'
import { deadLetterById } from '../dead-letters/dead-letter.service'
import { readItems, readText } from '../read-items'
import { unbundle } from '../unbundle'
import { understood } from './understand'
import {
  correction,
  understanding,
  type ReplayCorrectedDeadLetterInput,
  type ReplayCorrectedDeadLetterPayload,
  type UnderstandInput,
  type UnderstandPayload,
} from './understand.input'

const mostShown = 100
/** As new sources have it. */
const usualRule = {
  byVendorId: true,
  fields: [
    'title',
    'ruleId',
    'entity',
    'host',
    'user',
    'resource',
    'srcIp',
    'dstIp',
    'domain',
    'url',
    'fileName',
    'sha256',
  ],
}

/** @throws BAD_USER_INPUT, PAYLOAD_TOO_LARGE as the webhook does */
export async function understand(ctx: Context, input: UnderstandInput): Promise<UnderstandPayload> {
  const { payload, product } = checked(understanding, input)
  const known = await knowledgeOf(ctx.platform).of(tenantOf(ctx).id)
  const items = unbundle(readItems(Buffer.from(payload)), product)
  const asker = { product, dedup: usualRule }
  return { items: items.slice(0, mostShown).map((item) => understood(item, asker, known)), itemsTotal: items.length }
}

/** The deed is on record before it is done. @throws NOT_FOUND, CONFLICT when it does not wait, BAD_USER_INPUT */
export async function replayCorrectedDeadLetter(
  ctx: Context,
  input: ReplayCorrectedDeadLetterInput,
): Promise<ReplayCorrectedDeadLetterPayload> {
  const { id, payload } = checked(correction, input)
  const item = readText(payload)
  if ('rejected' in item) throw badInput('input.payload', item.rejected)
  const letter = await deadLetterById(ctx, id)
  if (!letter) throw notFound('Dead letter')
  if (letter.state !== DeadLetterState.WAITING) throw new AppError('CONFLICT', 'The dead letter does not wait any more')
  const detail = { ids: [id], corrected: true }
  await inTenant(ctx, (db) =>
    recordChange(db, ctx, { action: 'deadLetter.replay', objectType: 'source', objectId: letter.sourceId, detail }),
  )
  await replayLetters(ctx.platform, letter.tenantId, [id], { corrected: new Map([[id, payload]]) })
  const after = await deadLetterById(ctx, id)
  if (!after) throw notFound('Dead letter')
  return { deadLetter: after }
}

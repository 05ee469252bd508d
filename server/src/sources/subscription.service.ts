import { ActorKind } from '../audit/actor'
import { recordChange, recordChangeBy } from '../audit/change'
import { inTenant, tenantOf, type Context, type Platform } from '../platform/context'
import { sha256Hex } from '../platform/crypto'
import type { Db } from '../platform/database'
import { AppError, notFound } from '../platform/errors'
import { load } from '../platform/loaders'
import { askAmazon } from './sns.ask'
import { confirmationIn, confirms } from './sns'
import type { KnownSource } from './source.directory'
import { sourceOf } from './source.service'
import { PendingSubscription } from './subscription.entity'
import type { ConfirmSubscriptionInput, ConfirmSubscriptionPayload } from './subscription.input'

/** Amazon's tokens are good for three days. */
const pendingDays = 3

/** Binds a sealed address to its source. */
const contextOf = (sourceId: string): string => `subscription:${sourceId}`

/**
 * Keeps a topic's question for an administrator; a source's newest one counts. Nothing is asked of anybody yet.
 *
 * @throws BAD_USER_INPUT for what is no confirmation of Amazon's.
 */
export async function keepSubscription(
  platform: Platform,
  source: KnownSource,
  item: Record<string, unknown>,
): Promise<void> {
  const asked = confirmationIn(item)
  if (!asked) throw new AppError('BAD_USER_INPUT', 'This is no subscription confirmation of Amazon SNS')
  const { tenantId, id, name } = source
  await platform.database.transaction({ tenantId }, async (db) => {
    const sealed = platform.secrets.seal(asked.subscribeUrl, contextOf(id))
    await db.query(
      `INSERT INTO source_subscription (tenant_id, source_id, topic_arn, subscribe_url, expires_at)
       VALUES ($1, $2, $3, $4, now() + make_interval(days => ${pendingDays}))
       ON CONFLICT (tenant_id, source_id) DO UPDATE SET topic_arn = excluded.topic_arn,
         subscribe_url = excluded.subscribe_url, received_at = now(), expires_at = excluded.expires_at`,
      [tenantId, id, asked.topicArn, sealed],
    )
    const actor = { kind: ActorKind.SOURCE, id, name }
    const detail = { topicArn: asked.topicArn }
    const change = { action: 'source.askSubscription', objectType: 'source', objectId: id, detail }
    await recordChangeBy(db, { tenantId, actor, requestId: null }, change)
  })
}

/** What waits for an administrator, if anything does. Batched per request. */
export const pendingSubscription = (ctx: Context, sourceId: string): Promise<PendingSubscription | null> =>
  load(ctx, pendingSubscriptions, sourceId)

async function pendingSubscriptions(ctx: Context, ids: string[]): Promise<Map<string, PendingSubscription>> {
  const rows = await inTenant(ctx, (db) => readPending(ctx, db, ids))
  return new Map(rows.map((row) => [row.sourceId, row]))
}

async function readPending({ platform }: Context, db: Db, ids: string[]): Promise<PendingSubscription[]> {
  const rows = await db.rows(PendingSubscription, pendingSql, [ids])
  for (const row of rows) row.questionId = sha256Hex(`${row.topicArn} ${addressOf(platform, row)}`)
  return rows
}

const addressOf = ({ secrets }: Platform, { subscribeUrl, sourceId }: PendingSubscription): string =>
  secrets.open(subscribeUrl, contextOf(sourceId))

const pendingSql = 'SELECT * FROM source_subscription WHERE source_id = ANY ($1::uuid[]) AND expires_at > now()'

/**
 * Says yes to a topic: asks the address that Amazon gave, which says yes to this topic or is not asked, then forgets the question.
 *
 * @throws NOT_FOUND (nothing waits), CONFLICT (another question has come since), UNPROCESSABLE (Amazon does not confirm)
 */
export async function confirmSubscription(
  ctx: Context,
  { sourceId, topicArn, questionId }: ConfirmSubscriptionInput,
): Promise<ConfirmSubscriptionPayload> {
  const source = await sourceOf(ctx, sourceId)
  if (!source) throw notFound('Source')
  const [pending] = await inTenant(ctx, (db) => readPending(ctx, db, [source.id]))
  if (!pending) throw notFound('Pending subscription')
  if (pending.topicArn !== topicArn || pending.questionId !== questionId)
    throw new AppError('CONFLICT', 'Another question has come since: look again')
  const url = addressOf(ctx.platform, pending)
  if (!confirms(url, topicArn)) throw new AppError('UNPROCESSABLE', 'The address does not confirm this topic')
  await askAmazon(ctx.platform, url) // outside of any transaction: it may take seconds
  await inTenant(ctx, async (db) => {
    await db.execute('DELETE FROM source_subscription WHERE source_id = $1 AND subscribe_url = $2', [
      source.id,
      pending.subscribeUrl,
    ])
    const change = {
      action: 'source.confirmSubscription',
      objectType: 'source',
      objectId: source.id,
      detail: { topicArn },
    }
    await recordChange(db, ctx, change)
  })
  ctx.platform.log.info({ source: source.id, tenant: tenantOf(ctx).id }, 'a subscription was confirmed')
  return { source }
}

import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { firstIdAt, isUuid } from '../platform/ids'
import { riskOf } from '../scoring/risk'
import { severityOf } from '../scoring/severity'
import { itemOf, repeatedItem, storedAnswer, type Answer, type AnswerItem } from './answer'

interface Stored {
  source_id: string | null
  outcome: 'ACCEPTED' | 'DUPLICATE'
  answer: string
}

interface EventRow {
  id: string
  item: number
  alert_id: string | null
  outcome: 'CREATED' | 'FOLDED' | 'SUPPRESSED' | 'STORED' | 'ENDED'
  severity: number
  /** Null of telemetry, and of events from before it was kept. */
  risk_score: number | null
}

/** The events of a delivery are made right after its own id, in one go. */
const eventsWithinMs = 5_000

const storedSql =
  "SELECT source_id, outcome, answer FROM delivery WHERE id = $1::uuid AND outcome <> 'REFUSED' AND answer IS NOT NULL"

/**
 * The whole answer of one of a tenant's deliveries, with every item; null when there is none, or no longer, or it was refused. Items beyond the first hundred are
 * read from the events: those that retention has dropped are left out.
 */
export async function answerOfDelivery(platform: Platform, tenantId: string, id: string): Promise<Answer | null> {
  if (!isUuid(id)) return null
  return platform.database.transaction({ tenantId }, async (db) => {
    const [row] = await db.query<Stored>(storedSql, [id])
    if (!row) return null
    const answer = storedAnswer(row.answer)
    if (answer.items.length >= answer.itemsTotal) return answer
    const items = await allItems(db, answer, row.source_id)
    return { ...answer, items: row.outcome === 'DUPLICATE' ? items.map(repeatedItem) : items }
  })
}

async function allItems(db: Db, answer: Answer, sourceId: string | null): Promise<AnswerItem[]> {
  const items = new Map(answer.items.map((item) => [item.index, item]))
  for (const { index, reason } of answer.rejected) items.set(index, itemOf({ rejected: reason }, index))
  for (const { index, id, reason } of answer.deadLettered) items.set(index, itemOf({ deadLetterId: id, reason }, index))
  for (const event of await eventsOf(db, answer.deliveryId, sourceId)) {
    if (!items.has(event.item)) items.set(event.item, itemOf(resultOf(event), event.item))
  }
  return [...items.values()].sort((a, b) => a.index - b.index)
}

function eventsOf(db: Db, deliveryId: string, sourceId: string | null): Promise<EventRow[]> {
  const madeAt = parseInt(deliveryId.replace('-', '').slice(0, 12), 16) // UUIDv7 begins with the milliseconds
  return db.query<EventRow>(
    `SELECT id, item, alert_id, outcome, severity, risk_score FROM event
     WHERE source_id = $1::uuid AND id >= $2::uuid AND id < $3::uuid AND delivery_id = $2::uuid ORDER BY id`,
    [sourceId, deliveryId, firstIdAt(madeAt + eventsWithinMs)],
  )
}

const resultOf = ({ id, alert_id, outcome, severity, risk_score: score }: EventRow) => ({
  eventId: id,
  alertId: alert_id,
  outcome,
  riskScore: outcome === 'STORED' ? null : (score ?? riskOf({ severity: severityOf(severity) }).score),
})

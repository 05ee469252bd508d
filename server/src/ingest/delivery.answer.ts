import type { Platform } from '../platform/context'
import { isUuid } from '../platform/ids'

/** The whole answer of one of a tenant's deliveries, with every item, as JSON; null when there is none, or no longer. */
export async function answerOfDelivery(platform: Platform, tenantId: string, id: string): Promise<string | null> {
  if (!isUuid(id)) return null
  const [row] = await platform.database.transaction({ tenantId }, (db) =>
    db.query<{ answer: string | null }>('SELECT answer FROM delivery WHERE id = $1', [id]),
  )
  return row?.answer ?? null
}

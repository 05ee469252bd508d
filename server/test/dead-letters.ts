import type { Platform } from '../src/platform/context'
import { newId } from '../src/platform/ids'
import { deadLetterWrites } from '../src/ingest/dead-letters/dead-letter.insert'

interface Place {
  tenantId: string
  sourceId: string
  /** Of a delivery that was, unless it does not matter. */
  deliveryId?: string
}

/** Items of one delivery that were set aside, as storing leaves them; a text is kept as it is. @returns their ids */
export async function someDeadLetters(platform: Platform, place: Place, items: (object | string)[]): Promise<string[]> {
  const letters = items.map((item, index) => ({
    ...place,
    deliveryId: place.deliveryId ?? newId(),
    id: newId(),
    item: index + 1,
    at: new Date(),
    reason: 'could not be read: TypeError',
    raw: typeof item === 'string' ? item : JSON.stringify(item),
  }))
  await platform.database.acrossTenants('tocsin_ingest', [place.tenantId], (db) => db.write(deadLetterWrites(letters)))
  return letters.map(({ id }) => id)
}

import type { Db } from '../platform/database'
import { iocKey } from './observable.id'
import type { ObservableValue } from './observable.type'

/** The newest IOCs of a tenant that are looked for in events; older ones beyond these are not. */
export const mostIocs = 100_000

/** What the transaction's tenant knows to be bad now, by `iocKey`. Those that the most recent word was about come first where there are too many. */
export async function iocsOf(db: Db): Promise<Set<string>> {
  const rows = await db.query<ObservableValue>(
    `SELECT type, value FROM observable
     WHERE is_ioc AND (valid_from IS NULL OR valid_from <= now()) AND (valid_until IS NULL OR valid_until > now())
     ORDER BY ioc_set_at DESC, id DESC LIMIT ${mostIocs}`,
  )
  return new Set(rows.map(iocKey))
}

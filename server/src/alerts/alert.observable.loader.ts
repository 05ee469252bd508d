import { Observable } from '../observables/observable.entity'
import { mostPerAlert } from '../observables/observable.stored'
import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'

/** What an alert holds, by type and value. Batched: a list of alerts costs two statements. */
export const observablesOf = async (ctx: Context, alertId: string): Promise<Observable[]> =>
  (await load(ctx, observables, alertId)) ?? []

interface Link {
  alert_id: string
  observable_id: string
}

/** Values that many alerts share are read once. */
async function observables(ctx: Context, alertIds: string[]): Promise<Map<string, Observable[]>> {
  const { links, found } = await inTenant(ctx, async (db) => {
    const links = await db.query<Link>(linksSql, [alertIds])
    const ids = [...new Set(links.map((link) => link.observable_id))]
    return { links, found: ids.length > 0 ? await db.rows(Observable, observablesSql, [ids]) : [] }
  })
  const alertsOf = new Map<string, string[]>(found.map(({ id }) => [id, []]))
  for (const link of links) alertsOf.get(link.observable_id)?.push(link.alert_id)
  const held = new Map<string, Observable[]>(alertIds.map((id) => [id, []]))
  for (const observable of found) {
    for (const alertId of alertsOf.get(observable.id) ?? []) held.get(alertId)?.push(observable)
  }
  return held
}

const linksSql = `SELECT l.alert_id, l.observable_id FROM unnest($1::uuid[]) AS asked(id) CROSS JOIN LATERAL (
    SELECT alert_id, observable_id FROM alert_observable WHERE alert_id = asked.id LIMIT ${mostPerAlert}
  ) AS l`

const observablesSql = 'SELECT * FROM observable WHERE id = ANY ($1::uuid[]) ORDER BY type, fold_case(value), id'

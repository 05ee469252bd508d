import { observableOf } from '../src/observables/observable.canonical'
import { observableId } from '../src/observables/observable.id'
import type { ObservableType, ObservableValue } from '../src/observables/observable.type'
import type { Platform } from '../src/platform/context'

/** @throws when the text is no such value: a test says what it means. */
export function anObservable(type: `${ObservableType}`, text: string): ObservableValue {
  const observable = observableOf(type as ObservableType, text)
  if (!observable) throw new Error(`${text} is no ${type}`)
  return observable
}

export const idOf = (tenantId: string, type: `${ObservableType}`, text: string): string =>
  observableId(tenantId, anObservable(type, text))

/** Ids of what an alert holds, as the tables say. */
export const linksOf = (platform: Platform, tenantId: string, alertId: string): Promise<string[]> =>
  platform.database.transaction({ tenantId }, async (db) => {
    const sql = 'SELECT observable_id AS id FROM alert_observable WHERE alert_id = $1::uuid ORDER BY id'
    return (await db.query<{ id: string }>(sql, [alertId])).map(({ id }) => id)
  })

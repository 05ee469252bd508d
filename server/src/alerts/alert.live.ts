import type { ObservableValue } from '../observables/observable.type'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import type { Asker } from '../platform/filter/rule'
import { Alert } from './alert.entity'
import { alertFilters } from './alert.filter'
import type { AlertFilter } from './alert.filter.input'

/** An alert with everything that its filter can ask, so that it is matched without another look at the database. */
export type LiveAlert = Alert & AlertSurroundings

export interface AlertSurroundings {
  tags: string[]
  techniques: string[]
  observableValues: ObservableValue[]
  sourceSlug: string | null
  tenantSlug: string
}

/** Alerts as they are now, by id, in two statements; those that are gone are absent. */
export function loadAlertsForLive(
  platform: Platform,
  tenantId: string,
  ids: string[],
): Promise<Map<string, LiveAlert>> {
  return platform.database.transaction({ tenantId }, async (db) => {
    const alerts = await db.rows(Alert, 'SELECT * FROM alert WHERE id = ANY ($1::uuid[])', [ids])
    const surroundings = await surroundingsOf(db, ids)
    const live = alerts.flatMap((alert) => {
      const found = surroundings.get(alert.id)
      return found ? [Object.assign(alert, found)] : []
    })
    return new Map(live.map((alert) => [alert.id, alert]))
  })
}

async function surroundingsOf(db: Db, ids: string[]): Promise<Map<string, AlertSurroundings>> {
  const words = (word: string) =>
    `ARRAY(SELECT w.${word} FROM alert_${word} w WHERE w.tenant_id = a.tenant_id AND w.alert_id = a.id ORDER BY w.folded) AS ${word}s`
  const observables = `coalesce((SELECT jsonb_agg(jsonb_build_object('type', o.type, 'value', o.value))
    FROM alert_observable l JOIN observable o ON o.tenant_id = l.tenant_id AND o.id = l.observable_id
    WHERE l.tenant_id = a.tenant_id AND l.alert_id = a.id), '[]') AS "observableValues"`
  const rows = await db.query<AlertSurroundings & { id: string }>(
    `SELECT a.id, t.slug AS "tenantSlug", s.slug AS "sourceSlug", ${words('tag')}, ${words('technique')}, ${observables}
     FROM alert a JOIN tenant t ON t.id = a.tenant_id LEFT JOIN source s ON s.tenant_id = a.tenant_id AND s.id = a.source_id
     WHERE a.id = ANY ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map(({ id, ...found }) => [id, found]))
}

/** The same answer as the SQL of the list. Check the filter first (`alertFilters.check`). */
export const matchesAlert = (filter: AlertFilter | null | undefined, alert: LiveAlert, asker: Asker): boolean =>
  alertFilters.matches(filter, alert, { ...asker, tenantId: alert.tenantId, sources: [] }) // the alert brings the name of its source

/** Names of the fields that decide whether an alert matches; those of `AlertNews.changedFields` where one can change. */
export const fieldsOf = (filter: AlertFilter | null | undefined): Set<string> => alertFilters.fieldsOf(filter)

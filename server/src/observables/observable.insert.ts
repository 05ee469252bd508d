import type { Statement } from '../platform/statement'
import { indicatorStatement, newestById, type ToldIndicator } from './indicator.insert'
import type { NamedObservable } from './observable.id'
import { linkKey, mostPerAlert, type StoredKeys } from './observable.stored'

/** What one alert holds. */
export interface Sighting {
  tenantId: string
  alertId: string
  at: Date
  observables: readonly NamedObservable[]
  /** The alert exists already and may hold others: room is then looked for. */
  isFold: boolean
}

/** What is to be written of a batch, of several tenants too. */
export interface ObservableBatch {
  sightings: readonly Sighting[]
  indicators?: readonly ToldIndicator[]
  /** What this node knows to be stored: it is not written again. */
  stored?: StoredKeys
}

export interface ObservableWrites {
  writes: Statement[]
  /** To be remembered once it is committed. */
  keys: string[]
  /** Alerts that were there and may hold more now. */
  gaining: ReadonlySet<string>
}

type Row = unknown[]

/**
 * Observables, links to alerts and IOCs: at most four statements, however much there is, to go together with those that open the alerts.
 * Alerts that are folded into must be locked, or they may hold a few more than {@link mostPerAlert}.
 */
export function observableWrites({ sightings, indicators = [], stored }: ObservableBatch): ObservableWrites {
  const told = newestById(indicators)
  const observables = new Map<string, Row>()
  const further = new Map<string, Row>()
  const opened = new Map<string, Map<string, Row>>()
  const gaining = new Set<string>()
  for (const { isFold, alertId } of sightings) if (!isFold) opened.set(alertId, new Map())
  for (const { tenantId, alertId, at, observables: seen } of sightings) {
    const own = opened.get(alertId)
    if (!own && stored?.isFull(alertId)) continue
    for (const { id, type, value } of seen) {
      const key = linkKey(alertId, id)
      if (stored?.has(key)) continue
      const links = own ?? further
      if (own && own.size >= mostPerAlert && !own.has(key)) continue
      links.set(key, [tenantId, id, alertId])
      if (!own) gaining.add(alertId)
      if (!told.has(id) && !stored?.has(id)) observables.set(id, observables.get(id) ?? [tenantId, id, type, value, at])
    }
  }
  const links = [...opened.values()].flatMap((own) => [...own])
  return {
    writes: [
      ...statementOf(insertSql, 5, [...observables.values()]),
      ...indicatorStatement(told),
      ...statementOf(
        linkSql,
        3,
        links.map(([, row]) => row),
      ),
      ...statementOf(linkFurtherSql, 3, [...further.values()]),
    ],
    keys: [...observables.keys(), ...told.keys(), ...links.map(([key]) => key), ...further.keys()],
    gaining,
  }
}

/** What is to be written where values are stored that were seen earlier than they are known to have been. */
export function earlierObservables(sightings: readonly Sighting[]): Statement[] {
  const earliest = new Map<string, Row>()
  for (const { tenantId, at, observables } of sightings) {
    for (const { id } of observables) {
      const other = earliest.get(id)?.[2] as Date | undefined
      if (!other || at < other) earliest.set(id, [tenantId, id, at])
    }
  }
  return statementOf(earlierSql, 3, [...earliest.values()])
}

const earlierSql = `UPDATE observable o SET first_seen_at = e.at FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) AS e(tenant_id, id, at)
  WHERE o.tenant_id = e.tenant_id AND o.id = e.id AND e.at < o.first_seen_at`

/** In one order, so that two batches wait for each other but never in a circle. */
const insertSql = `INSERT INTO observable (tenant_id, id, type, value, first_seen_at)
  SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) AS given(tenant_id, id, type, value, at)
  ORDER BY given.tenant_id, given.id ON CONFLICT DO NOTHING`

const given = 'unnest($1::uuid[], $2::uuid[], $3::uuid[])'

const linkSql = `INSERT INTO alert_observable (tenant_id, observable_id, alert_id) SELECT * FROM ${given} ON CONFLICT DO NOTHING`

/** What the alert holds already takes no room; of the rest, the first ones that fit. */
const linkFurtherSql = `INSERT INTO alert_observable (tenant_id, observable_id, alert_id)
  SELECT fresh.tenant_id, fresh.observable_id, fresh.alert_id FROM (
    SELECT given.*, row_number() OVER (PARTITION BY given.tenant_id, given.alert_id ORDER BY given.place) AS nth
    FROM ${given} WITH ORDINALITY AS given(tenant_id, observable_id, alert_id, place)
    WHERE NOT EXISTS (SELECT FROM alert_observable held
      WHERE held.tenant_id = given.tenant_id AND held.observable_id = given.observable_id AND held.alert_id = given.alert_id)
  ) AS fresh CROSS JOIN LATERAL (
    SELECT count(*) AS count FROM alert_observable held WHERE held.tenant_id = fresh.tenant_id AND held.alert_id = fresh.alert_id
  ) AS held WHERE held.count + fresh.nth <= ${mostPerAlert} ON CONFLICT DO NOTHING`

const statementOf = (sql: string, width: number, rows: Row[]): Statement[] =>
  rows.length === 0
    ? []
    : [{ sql, params: Array.from({ length: width }, (_, column) => rows.map((row) => row[column])) }]

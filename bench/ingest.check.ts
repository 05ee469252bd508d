import { open, transact, type Place } from './store'
import type { LoadResult } from './ingest.load'
import type { Sender } from './server'

/** What the tables say of a run. */
export interface Verdict {
  /** Acknowledged items without an event. */
  lost: number
  /** Items with more than one event, acknowledged or not. */
  doubled: number
  /** By how much the occurrences of all alerts grew beyond the findings that were stored, or fell short of them. */
  miscounted: number
}

export const isClean = ({ lost, doubled, miscounted }: Verdict): boolean =>
  lost === 0 && doubled === 0 && miscounted === 0

/** Occurrences of all alerts less the events that belong to one. A run must not change it. */
export async function occurrencesBeyondEvents(place: Place, tenantIds: string[]): Promise<number> {
  const { client, close } = await open(place)
  try {
    const { rows } = await transact(client, 'tocsin_ingest', tenantIds, () =>
      client.query<{ beyond: number }>(
        `SELECT ((SELECT coalesce(sum(occurrences), 0) FROM alert WHERE tenant_id = ANY($1))
           - (SELECT count(*) FROM event WHERE tenant_id = ANY($1) AND alert_id IS NOT NULL))::float8 AS beyond`,
        [tenantIds],
      ),
    )
    return rows[0]?.beyond ?? NaN
  } finally {
    await close()
  }
}

interface Run {
  name: string
  /** In one request. */
  items: number
  senders: Sender[]
  load: Pick<LoadResult, 'acknowledged'>
  /** Occurrences beyond events, before it. */
  before: number
}

/** Looks for every item of a run by its mark. */
export async function verdictOn(place: Place, { name, items, senders, load, before }: Run): Promise<Verdict> {
  const tenantIds = senders.map(({ tenantId }) => tenantId)
  const after = await occurrencesBeyondEvents(place, tenantIds)
  const { client, close } = await open(place)
  try {
    const { rows } = await transact(client, 'tocsin_ingest', tenantIds, () =>
      client.query<{ lost: number; doubled: number }>(countSql, [
        tenantIds,
        `"mark":"${name}-`,
        [...load.acknowledged],
        items,
      ]),
    )
    return { lost: rows[0]?.lost ?? NaN, doubled: rows[0]?.doubled ?? NaN, miscounted: after - before }
  } finally {
    await close()
  }
}

const countSql = `
  WITH stored AS (
    SELECT split_part(substring(raw FROM position($2 IN raw) + length($2) FOR 20), '"', 1)::int AS number, count(*) AS times
    FROM event WHERE tenant_id = ANY($1) AND position($2 IN raw) > 0 GROUP BY 1
  ), sent AS (
    SELECT request * $4::int + place AS number FROM unnest($3::int[]) AS request, generate_series(0, $4::int - 1) AS place
  )
  SELECT (SELECT count(*) FROM sent LEFT JOIN stored USING (number) WHERE times IS NULL)::int AS lost,
    (SELECT count(*) FROM stored WHERE times > 1)::int AS doubled`

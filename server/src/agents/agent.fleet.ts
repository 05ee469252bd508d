import { Field, Int, ObjectType } from 'type-graphql'
import { tenantOf, type Context } from '../platform/context'
import { Params } from '../platform/filter/rule'
import { tally } from '../platform/tally'
import { AgentStatus } from './agent.status'
import { statusSql } from './agent.where'

@ObjectType()
export class VersionCount {
  @Field(() => String, { nullable: true, description: 'null: they do not say.' })
  version!: string | null

  @Field(() => Int)
  count!: number
}

@ObjectType({ description: 'All agents of a tenant together; those that are retired count as retired alone.' })
export class Fleet {
  @Field(() => Int)
  total!: number

  @Field(() => Int)
  online!: number

  @Field(() => Int)
  stale!: number

  @Field(() => Int)
  offline!: number

  @Field(() => Int)
  retired!: number

  @Field(() => Int, { description: 'Those whose silence has been noticed.' })
  silent!: number

  @Field(() => [VersionCount], { description: 'The commonest first; at most 100.' })
  versions!: VersionCount[]

  @Field(() => [VersionCount], { description: 'The commonest first; at most 100.' })
  osVersions!: VersionCount[]
}

const keptMs = 5_000
const mostVersions = 100
const tooLong = 'Counting these agents would take too long'

interface Row {
  by_version: boolean
  by_os: boolean
  version: string | null
  os_version: string | null
  total: number
  online: number
  stale: number
  offline: number
  retired: number
  silent: number
}

/** How the tenant's agents are, in one pass; five seconds old at most, or as long as {@link tally} says. */
export function fleet(ctx: Context): Promise<Fleet> {
  return tally(ctx, { line: 'agents', question: 'fleet', keptMs, tooLong }, async (db, inTime) => {
    const ours = new Params()
    const { params, conditions } = await inTime({
      params: ours,
      conditions: [`a.tenant_id = ${ours.add(tenantOf(ctx).id, 'uuid')}`],
    })
    const now = params.add(new Date().toISOString(), 'timestamptz')
    const counted = (name: string, condition: string) => `count(*) FILTER (WHERE ${condition})::int AS ${name}`
    const statuses = Object.values(AgentStatus).map((status) => counted(status.toLowerCase(), statusSql(status, now)))
    const rows = await db.query<Row>(
      `SELECT grouping(a.version) = 0 AS by_version, grouping(a.os_version) = 0 AS by_os, a.version, a.os_version,
         ${counted('total', 'a.retired_at IS NULL')}, ${statuses.join(', ')},
         ${counted('silent', 'a.retired_at IS NULL AND a.silent_since IS NOT NULL')}
       FROM agent a WHERE ${conditions.join(' AND ')} GROUP BY GROUPING SETS ((a.version), (a.os_version), ())`,
      params.values,
    )
    return fleetFrom(rows)
  })
}

function fleetFrom(rows: Row[]): Fleet {
  const sum = rows.find((row) => !row.by_version && !row.by_os)
  const { total = 0, online = 0, stale = 0, offline = 0, retired = 0, silent = 0 } = sum ?? {}
  const versions = rows.filter((row) => row.by_version).map((row) => ({ version: row.version, count: row.total }))
  const osVersions = rows.filter((row) => row.by_os).map((row) => ({ version: row.os_version, count: row.total }))
  return {
    total,
    online,
    stale,
    offline,
    retired,
    silent,
    versions: commonest(versions),
    osVersions: commonest(osVersions),
  }
}

const commonest = (counts: VersionCount[]): VersionCount[] =>
  counts
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.version ?? '').localeCompare(b.version ?? ''))
    .slice(0, mostVersions)

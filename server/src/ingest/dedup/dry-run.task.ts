import { z } from 'zod'
import type { Db } from '../../platform/database'
import { defineTask, JobRefused, type JobRun } from '../../platform/jobs'
import { isUuid } from '../../platform/ids'
import { dedupRuleChange, type DedupRule } from '../../sources/source.dedup'
import { readSource, type KnownSource } from '../../sources/source.directory'
import { normalise } from '../normalise/normalise'
import { DryRun, type DryRunReport } from './dry-run'
import { readStored } from '../read-items'
import { eventsWithText, weighed, type StoredEvent, type WeighedEvent } from './event.texts'
import { fingerprintOf } from './fingerprint'

/** How many of the newest events are played. */
export const mostTried = 100_000
const page = 1_000

const rule = dedupRuleChange.required().transform((given): DedupRule => {
  const { byVendorId, fields, windowSeconds, memoryDays } = given
  return {
    byVendorId: byVendorId ?? true,
    fields: fields ?? [],
    windowSeconds: windowSeconds ?? 0,
    memoryDays: memoryDays ?? 0,
  }
})

/** Plays the newest findings of a source by another rule, oldest first. Changes nothing, so it may be run again at any time. */
export const dryRunTask = defineTask({
  name: 'dedup.dryRun',
  payload: z.object({ sourceId: z.string().refine(isUuid, 'is not an id'), rule }),
  timeLimitMs: 10 * 60_000,
  maxAttempts: 3,
  async handler(run, payload): Promise<DryRunReport> {
    const source = await sourceOf(run, payload.sourceId)
    const then = { ...source, dedup: payload.rule }
    const play = new DryRun({ now: source.dedup, then: payload.rule })
    const { from, total } = await run.inTenant((db) => spanOf(db, source.id))
    let [next, done] = [from, 0]
    while (next !== null && done < total) {
      const events = await eventsFrom(run, source.id, next)
      for await (const event of eventsWithText(run.inTenant, events.slice(0, page)))
        play.add(triedOf(event, source, then))
      next = events[page]?.id ?? null
      done += Math.min(events.length, page)
      await run.progress(done, total)
    }
    return play.report()
  },
})

async function sourceOf({ platform, inTenant }: JobRun, sourceId: string): Promise<KnownSource> {
  const [names] = await inTenant((db) =>
    db.query<{ tenant: string; slug: string }>(
      'SELECT t.slug AS tenant, s.slug FROM source s JOIN tenant t ON t.id = s.tenant_id WHERE s.id = $1::uuid',
      [sourceId],
    ),
  )
  const { source } = names ? await readSource(platform, names.tenant, names.slug) : { source: null }
  if (!source) throw new JobRefused('The source is not there any more')
  return source
}

/** The oldest that is played, and how many are. Telemetry has no key and is left out. */
async function spanOf(db: Db, sourceId: string): Promise<{ from: string | null; total: number }> {
  const [row] = await db.query<{ first: string | null; total: number }>(
    `SELECT min(id::text) AS first, count(*)::int AS total FROM (
       SELECT id FROM event WHERE source_id = $1::uuid AND dedup_key IS NOT NULL ORDER BY id DESC LIMIT ${mostTried}
     ) AS newest`,
    [sourceId],
  )
  return { from: row?.first ?? null, total: row?.total ?? 0 }
}

/** One more than a page: with it the next one begins. */
const eventsFrom = (run: JobRun, sourceId: string, from: string): Promise<WeighedEvent[]> =>
  run.inTenant((db) =>
    db.query<WeighedEvent>(
      `SELECT ${weighed} FROM event WHERE source_id = $1::uuid AND dedup_key IS NOT NULL AND id >= $2::uuid
       ORDER BY id LIMIT ${page + 1}`,
      [sourceId, from],
    ),
  )

function triedOf({ raw, ingestedAt: at }: StoredEvent, now: KnownSource, then: KnownSource) {
  const item = readStored(raw)
  const finding = normalise(item, now)
  const keyBy = (source: KnownSource) => fingerprintOf({ finding, item, text: raw }, source).key.toString('base64')
  return { keys: { now: keyBy(now), then: keyBy(then) }, at, title: finding.title, entity: finding.entity }
}

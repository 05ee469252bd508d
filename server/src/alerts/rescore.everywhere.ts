import { ActorKind } from '../audit/actor'
import { recordChangeBy } from '../audit/change'
import type { Database } from '../platform/database'
import { enqueue } from '../platform/jobs'
import { rescoreTask } from './rescore.task'

/** Queues the scoring of all alerts of every tenant, for an operator behind an upgrade. Returns how many tenants there are. */
export async function rescoreEverywhere(database: Database): Promise<number> {
  const tenants = await database.lookUp<{ id: string }>('lookup_all_tenants', [])
  const actor = { kind: ActorKind.SYSTEM, id: null, name: 'An operator, by the command line' }
  for (const { id: tenantId } of tenants) {
    await database.transaction({ tenantId }, async (db) => {
      const jobId = await enqueue(db, rescoreTask, { matchesAfresh: false }, { key: 'weights' })
      const author = { tenantId, actor, requestId: null }
      const detail = { jobId, matchesAfresh: false }
      await recordChangeBy(db, author, { action: 'alert.rescore', objectType: 'tenant', objectId: tenantId, detail })
    })
  }
  return tenants.length
}

import { assetsChanged } from '../assets/asset.events'
import { surroundingsOf, type Surroundings } from '../assets/surroundings'
import { iocsOf } from '../observables/ioc'
import { onIocsChanged } from '../observables/observable.events'
import type { Platform } from '../platform/context'
import type { Db } from '../platform/database'
import { onTenantNews } from '../platform/tenant.news'
import type { RiskWeights } from '../scoring/risk.weights'
import { riskWeightsChanged, weightsOf } from '../scoring/risk.weights.service'
import { ruleHistoriesOf, type RuleHistory } from './rule.history'

/** What is known of a tenant by the time that its alerts are opened and scored. */
export interface Known extends Surroundings {
  tenantId: string
  weights: RiskWeights
  /** Values that are confirmed to be bad, by `iocKey`. */
  iocs: ReadonlySet<string>
  /** What became of each rule's alerts, by the rule's id. No news tells of it: it is up to a minute old. */
  histories: ReadonlyMap<string, RuleHistory>
}

interface Entry {
  known: Promise<Known>
  readAt: number
  size: number
  isRenewing: boolean
}

/** News of changes drops what is kept at once; this is for news that was lost, and for what no news tells of. */
const longestMs = 60_000
/** From here on it is read afresh beside the work, so that a busy tenant never waits for it. */
const renewMs = 30_000
const mostTenants = 10_000
/** Rows of all tenants together: some hundred megabytes. */
const mostRows = 500_000

/** What a tenant's items are matched with, kept per node for at most a minute. */
export class Knowledge {
  private readonly entries = new Map<string, Entry>()

  constructor(private readonly platform: Platform) {
    onTenantNews(platform, [assetsChanged, riskWeightsChanged], (tenantId) => {
      if (tenantId === null) this.entries.clear()
      else this.entries.delete(tenantId)
    })
    onIocsChanged(platform, (tenantIds) => {
      if (tenantIds === null) this.entries.clear()
      else for (const tenantId of tenantIds) this.entries.delete(tenantId)
    })
  }

  /** @throws UNAVAILABLE when the database is away */
  of(tenantId: string): Promise<Known> {
    const entry = this.entries.get(tenantId)
    const age = entry ? Date.now() - entry.readAt : longestMs
    if (!entry || age >= longestMs) return this.read(tenantId).known
    if (age >= renewMs && !entry.isRenewing) this.renew(tenantId, entry)
    return entry.known
  }

  /** A read under way for an entry that was dropped is not remembered: its callers have it, the map does not. */
  private read(tenantId: string): Entry {
    const entry: Entry = { known: this.load(tenantId), readAt: Date.now(), size: 0, isRenewing: false }
    this.entries.delete(tenantId) // a map keeps the order of insertion: what was read longest ago leaves first
    this.entries.set(tenantId, entry)
    entry.known.then(
      ({ size }) => {
        entry.size = size
        this.makeRoom()
      },
      () => this.entries.get(tenantId) === entry && this.entries.delete(tenantId), // a failure is not remembered
    )
    return entry
  }

  /** Until the new reading is there, the old one goes on; when it fails, until it is too old. */
  private renew(tenantId: string, old: Entry): void {
    old.isRenewing = true
    const readAt = Date.now()
    const known = this.load(tenantId)
    known.then(
      ({ size }) => {
        if (this.entries.get(tenantId) !== old) return // changed meanwhile
        this.entries.delete(tenantId)
        this.entries.set(tenantId, { known, readAt, size, isRenewing: false })
        this.makeRoom()
      },
      () => (old.isRenewing = false),
    )
  }

  private makeRoom(): void {
    let rows = 0
    for (const { size } of this.entries.values()) rows += size
    for (const [tenantId, { size }] of this.entries) {
      if (this.entries.size <= mostTenants && (rows <= mostRows || this.entries.size === 1)) return
      this.entries.delete(tenantId)
      rows -= size
    }
  }

  private load(tenantId: string): Promise<Known> {
    return this.platform.database.transaction({ tenantId }, (db) => readKnown(db, tenantId))
  }
}

/** Everything, as it is now, in the transaction's tenant. */
export async function readKnown(db: Db, tenantId: string): Promise<Known> {
  const surroundings = await surroundingsOf(db)
  const [weights, iocs, histories] = [await weightsOf(db), await iocsOf(db), await ruleHistoriesOf(db)]
  return { ...surroundings, tenantId, weights, iocs, histories, size: surroundings.size + iocs.size + histories.size }
}

const open = new WeakMap<Platform, Knowledge>()

/** The one of this node. Jobs and mutations match by the same as the doors. */
export function knowledgeOf(platform: Platform): Knowledge {
  let knowledge = open.get(platform)
  if (!knowledge) open.set(platform, (knowledge = new Knowledge(platform)))
  return knowledge
}

import type { Compare } from './alert-order'

/** What the list needs to know of an alert; the rest of the row is the caller's. */
export interface FeedAlert {
  id: string
  /** Moves with edits by people and rules, not with folded events. */
  version: number
}

export interface FeedRow<A extends FeedAlert> {
  alert: A
  /** It no longer matches the filter: shown greyed, so that nothing jumps under the reader's cursor, until the list is next brought in order. */
  gone: boolean
  /** It arrived while the list was open. */
  isFresh: boolean
  /** When it came, or somebody last edited it, before the reader's eyes (ms); 0 for never. */
  touchedAt: number
}

/** The rows of a live list in the order they were brought into, and where the next page starts. */
export interface Feed<A extends FeedAlert> {
  rows: readonly FeedRow<A>[]
  /** Arrived, or came to match, and not shown yet: only the reader brings them in. */
  waiting: ReadonlyMap<string, A>
  /** The last alert of the last page as it was loaded: what stands after it is still on the server. */
  edge: A | null
  endCursor: string | null
  hasNextPage: boolean
}

export interface FeedPage<A extends FeedAlert> {
  nodes: readonly A[]
  pageInfo: { endCursor?: string | null; hasNextPage: boolean }
}

/** One message of the subscription, other than RESYNC, which is no change of a row but a call to load again. */
export interface FeedChange<A extends FeedAlert> {
  alertId: string
  alert: A | null
  matches: boolean
}

function row<A extends FeedAlert>(alert: A): FeedRow<A> {
  return { alert, gone: false, isFresh: false, touchedAt: 0 }
}

function freshRow<A extends FeedAlert>(alert: A, now: number): FeedRow<A> {
  return { ...row(alert), isFresh: true, touchedAt: now }
}

/** The very same row when nothing in it changed: it is not drawn again. */
function renewed<A extends FeedAlert>(shown: FeedRow<A>, alert: A, now: number): FeedRow<A> {
  if (!shown.gone && JSON.stringify(alert) === JSON.stringify(shown.alert)) return shown
  const touchedAt = alert.version === shown.alert.version ? shown.touchedAt : now
  return { ...shown, alert, gone: false, touchedAt }
}

function pageEnd<A extends FeedAlert>({ nodes, pageInfo }: FeedPage<A>, edge: A | null) {
  return { edge: nodes.at(-1) ?? edge, endCursor: pageInfo.endCursor ?? null, hasNextPage: pageInfo.hasNextPage }
}

/** The list of a first page. */
export function firstPage<A extends FeedAlert>(page: FeedPage<A>): Feed<A> {
  return { rows: page.nodes.map((alert) => row(alert)), waiting: new Map(), ...pageEnd(page, null) }
}

/** Appends a further page. An alert that is shown or waits already is not taken twice. */
export function nextPage<A extends FeedAlert>(feed: Feed<A>, page: FeedPage<A>): Feed<A> {
  const known = new Set(feed.rows.map(({ alert }) => alert.id))
  const added = page.nodes.filter(({ id }) => !known.has(id) && !feed.waiting.has(id)).map((alert) => row(alert))
  return { ...feed, rows: [...feed.rows, ...added], ...pageEnd(page, feed.edge) }
}

/** Does it stand on a page that is not loaded yet? */
function isBelow<A extends FeedAlert>(
  feed: Pick<Feed<A>, 'edge' | 'hasNextPage'>,
  alert: A,
  compare: Compare<A>,
): boolean {
  return feed.hasNextPage && feed.edge !== null && compare(alert, feed.edge) > 0
}

/**
 * Applies one live change. A shown row is renewed or greyed where it stands, also when its order would now want it elsewhere;
 * an unknown alert that matches waits, and into an empty list it comes by itself. What stands below the loaded rows is left to its page.
 */
export function applyChange<A extends FeedAlert>(
  feed: Feed<A>,
  change: FeedChange<A>,
  compare: Compare<A>,
  now: number,
): Feed<A> {
  const { alertId, alert } = change
  const at = feed.rows.findIndex((shown) => shown.alert.id === alertId)
  const current = feed.rows[at]
  if (current) {
    const isHere = change.matches && alert !== null
    const next = isHere ? renewed(current, alert, now) : { ...current, alert: alert ?? current.alert, gone: true }
    return { ...feed, rows: feed.rows.with(at, next) }
  }
  const waiting = new Map(feed.waiting)
  waiting.delete(alertId)
  if (alert && change.matches && !isBelow(feed, alert, compare)) {
    if (feed.rows.length === 0) return { ...feed, rows: [freshRow(alert, now)] }
    waiting.set(alertId, alert)
  }
  return waiting.size === 0 && feed.waiting.size === 0 ? feed : { ...feed, waiting }
}

/** Brings the list in order: newcomers take their places, rows that are gone leave, moved ones go where they belong. */
export function reveal<A extends FeedAlert>(feed: Feed<A>, compare: Compare<A>, now: number): Feed<A> {
  const stayed = feed.rows
    .filter(({ gone }) => !gone)
    .map((shown) => (shown.isFresh ? { ...shown, isFresh: false } : shown))
  const arrived = [...feed.waiting.values()].map((alert) => freshRow(alert, now))
  const rows = [...stayed, ...arrived].sort((a, b) => compare(a.alert, b.alert))
  return { ...feed, rows: rows.filter(({ alert }) => !isBelow(feed, alert, compare)), waiting: new Map() }
}

/** Would bringing it in order change anything that the reader can see? */
export const isUnsettled = (feed: Feed<FeedAlert>): boolean =>
  feed.waiting.size > 0 || feed.rows.some(({ gone }) => gone)

/** Would the reader see no difference between the two? */
export const showsTheSame = (a: Feed<FeedAlert>, b: Feed<FeedAlert>): boolean =>
  a.waiting.size === b.waiting.size &&
  [...a.waiting.keys()].every((id) => b.waiting.has(id)) &&
  a.rows.length === b.rows.length &&
  a.rows.every((shown, index) => shown === b.rows[index])

/**
 * After a break: `fresh` is the list from its top as it is now, down to where the reader is or further. Shown rows stay where they stand,
 * renewed or greyed; what is new above the last of them waits. Rows below the end of `fresh` are let go: scrolling loads them again.
 */
export function catchUp<A extends FeedAlert>(
  feed: Feed<A>,
  fresh: FeedPage<A>,
  compare: Compare<A>,
  now: number,
): Feed<A> {
  const found = new Map(fresh.nodes.map((alert) => [alert.id, alert]))
  const end = pageEnd(fresh, null)
  const rows = feed.rows.flatMap((shown) => {
    const alert = found.get(shown.alert.id)
    if (alert) return [renewed(shown, alert, now)]
    return isBelow(end, shown.alert, compare) ? [] : [{ ...shown, gone: true }]
  })
  const known = new Set(rows.map(({ alert }) => alert.id))
  const last = rows.findLast(({ gone }) => !gone)?.alert
  const unknown = fresh.nodes.filter(({ id }) => !known.has(id))
  const isLower = (alert: A) => rows.length === 0 || (last !== undefined && compare(alert, last) > 0)
  const waiting = new Map(unknown.filter((alert) => !isLower(alert)).map((alert) => [alert.id, alert]))
  return { rows: [...rows, ...unknown.filter(isLower).map((alert) => row(alert))], waiting, ...end }
}

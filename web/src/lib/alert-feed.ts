/** What the list needs to know of an alert to place it; the rest of the row is the caller's. */
export interface FeedAlert {
  id: string
  firstSeenAt: string
}

export interface FeedRow<A extends FeedAlert> {
  alert: A
  /** It no longer matches the filter: shown greyed, so that nothing jumps under the reader's cursor, until the next load. */
  gone: boolean
  /** Arrived while the list was open. */
  fresh: boolean
}

/** The rows of a live list, newest first by (firstSeenAt, id), and where the next page starts. */
export interface Feed<A extends FeedAlert> {
  rows: FeedRow<A>[]
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

function isNewer(a: FeedAlert, b: FeedAlert): boolean {
  return a.firstSeenAt === b.firstSeenAt ? a.id > b.id : a.firstSeenAt > b.firstSeenAt
}

function row<A extends FeedAlert>(alert: A, fresh: boolean): FeedRow<A> {
  return { alert, gone: false, fresh }
}

/** The list of a first page, or of a reload after a break. */
export function firstPage<A extends FeedAlert>(page: FeedPage<A>): Feed<A> {
  return { rows: page.nodes.map((alert) => row(alert, false)), ...pageEnd(page) }
}

/** Appends a further page. An alert that came live in the meantime is not shown twice. */
export function nextPage<A extends FeedAlert>(feed: Feed<A>, page: FeedPage<A>): Feed<A> {
  const known = new Set(feed.rows.map(({ alert }) => alert.id))
  const added = page.nodes.filter(({ id }) => !known.has(id)).map((alert) => row(alert, false))
  return { rows: [...feed.rows, ...added], ...pageEnd(page) }
}

function pageEnd(page: FeedPage<FeedAlert>) {
  return { endCursor: page.pageInfo.endCursor ?? null, hasNextPage: page.pageInfo.hasNextPage }
}

/**
 * Applies one live change. A shown row is renewed in place or greyed; an unknown one that matches is put where its order
 * wants it, unless that is below the last loaded row, where the next page will bring it.
 */
export function applyChange<A extends FeedAlert>(feed: Feed<A>, change: FeedChange<A>): Feed<A> {
  const at = feed.rows.findIndex(({ alert }) => alert.id === change.alertId)
  const current = feed.rows[at]
  if (current) {
    const renewed = { ...current, alert: change.alert ?? current.alert, gone: !change.matches || !change.alert }
    return { ...feed, rows: feed.rows.with(at, renewed) }
  }
  return change.alert && change.matches ? insert(feed, change.alert) : feed
}

function insert<A extends FeedAlert>(feed: Feed<A>, alert: A): Feed<A> {
  const below = feed.rows.findIndex((shown) => isNewer(alert, shown.alert))
  if (below === -1 && feed.hasNextPage) return feed
  return { ...feed, rows: feed.rows.toSpliced(below === -1 ? feed.rows.length : below, 0, row(alert, true)) }
}

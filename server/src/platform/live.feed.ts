import type { Context, Platform } from './context'

/** News about one row: ids and names only, never values, so that what is shown is always read under row security. */
export interface RowNews {
  tenantId: string
  id: string
  changeSeq: number
  /** Names as in the feed's filter. */
  changedFields: string[]
}

/** News that so many rows of a tenant have changed that whoever shows some of them reads afresh. */
export interface WideNews {
  tenantId: string
  isWide: true
}

/** How one kind of row becomes live. A module makes one and hands it to {@link liveSource}. */
export interface LiveFeed<Row, News extends RowNews = RowNews> {
  /** Topic of the news; its messages are `(News | WideNews)[]`. */
  topic: string
  /** Rows as they are now, in a constant number of statements. Missing ones are absent. */
  load(platform: Platform, tenantId: string, ids: string[]): Promise<Map<string, Row>>
  /** The root value of one subscriber's execution, or null when the change does not concern it. */
  eventFor(news: News, row: Row | null, params: FeedParams): object | null
  /** The root value that says: read afresh. */
  resync: object
  /** News of the same row that arrived while others were loading, as one. */
  merge(earlier: News, later: News): News
}

export interface FeedParams {
  filter: unknown
  /** Null for an API key: then nobody is "me". */
  userId: string | null
}

/** What a subscription field's `subscribe` returns: the parameters of a stream. The engine drives it, together with all that ask the same. */
export class LiveSource implements AsyncIterable<never> {
  constructor(
    // The engine never looks into rows or news; each feed reads its own.
    readonly feed: LiveFeed<unknown>,
    readonly tenantId: string,
    readonly params: FeedParams,
    readonly ctx: Context,
  ) {}

  [Symbol.asyncIterator](): AsyncIterator<never> {
    throw new Error('A live source is driven by the live engine, not iterated')
  }
}

export function liveSource<Row, News extends RowNews>(
  feed: LiveFeed<Row, News>,
  ctx: Context,
  filter: unknown,
): LiveSource {
  if (!ctx.viewer || !ctx.tenant) throw new Error('A live source needs a viewer in a tenant')
  return new LiveSource(feed, ctx.tenant.id, { filter, userId: ctx.viewer.kind === 'USER' ? ctx.viewer.id : null }, ctx)
}

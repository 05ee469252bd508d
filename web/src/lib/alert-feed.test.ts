import { applyChange, firstPage, nextPage, type Feed, type FeedAlert } from './alert-feed'

const anAlert = (minute: number): FeedAlert => ({ id: `a${minute}`, firstSeenAt: `2026-01-01T00:${minute}:00.000Z` })
const aFeed = (minutes: number[], hasNextPage = false): Feed<FeedAlert> =>
  firstPage({ nodes: minutes.map(anAlert), pageInfo: { endCursor: 'c', hasNextPage } })
const changeOf = (minute: number, matches = true) => ({ alertId: `a${minute}`, alert: anAlert(minute), matches })
const ids = (feed: Feed<FeedAlert>) => feed.rows.map(({ alert }) => alert.id)

describe('applyChange', () => {
  it('puts a newcomer on top and marks it fresh', () => {
    const feed = applyChange(aFeed([20, 10]), changeOf(30))
    expect(ids(feed)).toEqual(['a30', 'a20', 'a10'])
    expect(feed.rows[0]?.fresh).toBe(true)
  })

  it('puts an older alert that begins to match where its order wants it', () => {
    expect(ids(applyChange(aFeed([30, 10]), changeOf(20)))).toEqual(['a30', 'a20', 'a10'])
  })

  it('leaves an alert below the loaded rows to the next page', () => {
    expect(ids(applyChange(aFeed([30, 20], true), changeOf(10)))).toEqual(['a30', 'a20'])
    expect(ids(applyChange(aFeed([30, 20], false), changeOf(10)))).toEqual(['a30', 'a20', 'a10'])
  })

  it('greys a row that left the filter without moving the others, and revives it', () => {
    const left = applyChange(aFeed([30, 20, 10]), changeOf(20, false))
    expect(ids(left)).toEqual(['a30', 'a20', 'a10'])
    expect(left.rows[1]?.gone).toBe(true)
    expect(applyChange(left, changeOf(20)).rows[1]?.gone).toBe(false)
  })

  it('greys a removed row and ignores one it never showed', () => {
    expect(applyChange(aFeed([10]), { alertId: 'a10', alert: null, matches: false }).rows[0]?.gone).toBe(true)
    expect(ids(applyChange(aFeed([10]), changeOf(20, false)))).toEqual(['a10'])
  })

  it('orders alerts of the same moment by id', () => {
    const twin = { id: 'a10b', firstSeenAt: anAlert(10).firstSeenAt }
    expect(ids(applyChange(aFeed([10]), { alertId: twin.id, alert: twin, matches: true }))).toEqual(['a10b', 'a10'])
  })
})

it('does not show an alert twice when a page repeats it', () => {
  const page = { nodes: [anAlert(20), anAlert(10)], pageInfo: { endCursor: 'd', hasNextPage: false } }
  const feed = nextPage(aFeed([30, 20], true), page)
  expect(ids(feed)).toEqual(['a30', 'a20', 'a10'])
  expect(feed).toMatchObject({ endCursor: 'd', hasNextPage: false })
})

import fc from 'fast-check'
import {
  applyChange,
  catchUp,
  firstPage,
  isUnsettled,
  nextPage,
  reveal,
  showsTheSame,
  type Feed,
  type FeedAlert,
  type FeedPage,
} from './alert-feed'

interface Scored extends FeedAlert {
  score: number
}

const NOW = 1_000
const byScore = (a: Scored, b: Scored) => b.score - a.score || (a.id < b.id ? 1 : -1)
const anAlert = (score: number, fields: Partial<Scored> = {}): Scored => ({
  id: `a${score}`,
  version: 1,
  score,
  ...fields,
})
const aPage = (scores: number[], hasNextPage = false): FeedPage<Scored> => ({
  nodes: scores.map((score) => anAlert(score)),
  pageInfo: { endCursor: 'c', hasNextPage },
})
const aFeed = (scores: number[], hasNextPage = false) => firstPage(aPage(scores, hasNextPage))
const changed = (feed: Feed<Scored>, alert: Scored, matches = true) =>
  applyChange(feed, { alertId: alert.id, alert, matches }, byScore, NOW)
const ids = (feed: Feed<Scored>) => feed.rows.map(({ alert }) => alert.id)
const waitingIds = (feed: Feed<Scored>) => [...feed.waiting.keys()]

describe('a newcomer', () => {
  it('waits until it is called, then stands where its order wants it', () => {
    const feed = changed(aFeed([30, 10]), anAlert(20))
    expect(ids(feed)).toEqual(['a30', 'a10'])
    expect(waitingIds(feed)).toEqual(['a20'])
    const shown = reveal(feed, byScore, NOW)
    expect(ids(shown)).toEqual(['a30', 'a20', 'a10'])
    expect(shown.rows.map(({ isFresh }) => isFresh)).toEqual([false, true, false])
    expect(isUnsettled(shown)).toBe(false)
  })

  it('comes into an empty list by itself, the next one waits', () => {
    const feed = changed(changed(aFeed([]), anAlert(10)), anAlert(20))
    expect(ids(feed)).toEqual(['a10'])
    expect(waitingIds(feed)).toEqual(['a20'])
  })

  it('does not wait when it stands below the loaded rows', () => {
    expect(changed(aFeed([30, 20], true), anAlert(10)).waiting.size).toBe(0)
    expect(waitingIds(changed(aFeed([30, 20]), anAlert(10)))).toEqual(['a10'])
  })

  it('no longer waits when it stops matching before it was shown', () => {
    const feed = changed(aFeed([30]), anAlert(20))
    expect(changed(feed, anAlert(20), false).waiting.size).toBe(0)
  })
})

describe('a shown row', () => {
  it('greys where it stands when it leaves the filter, is revived, and is swept when the list is brought in order', () => {
    const left = changed(aFeed([30, 20, 10]), anAlert(20), false)
    expect(left.rows.map(({ gone }) => gone)).toEqual([false, true, false])
    expect(changed(left, anAlert(20)).rows[1]?.gone).toBe(false)
    expect(ids(reveal(left, byScore, NOW))).toEqual(['a30', 'a10'])
  })

  it('greys when it is removed', () => {
    const feed = applyChange(aFeed([10]), { alertId: 'a10', alert: null, matches: false }, byScore, NOW)
    expect(feed.rows[0]?.gone).toBe(true)
  })

  it('does not move when its place changes, until the list is brought in order', () => {
    const feed = changed(aFeed([30, 20]), anAlert(40, { id: 'a20' }))
    expect(ids(feed)).toEqual(['a30', 'a20'])
    expect(ids(reveal(feed, byScore, NOW))).toEqual(['a20', 'a30'])
  })

  it('is marked as edited by an edit, not by a folded event', () => {
    expect(changed(aFeed([10]), anAlert(10)).rows[0]?.touchedAt).toBe(0)
    expect(changed(aFeed([10]), anAlert(10, { version: 2 })).rows[0]?.touchedAt).toBe(NOW)
  })
})

it('does not show an alert twice when a page repeats it', () => {
  const feed = nextPage(aFeed([30, 20], true), aPage([20, 10]))
  expect(ids(feed)).toEqual(['a30', 'a20', 'a10'])
  expect(feed).toMatchObject({ endCursor: 'c', hasNextPage: false })
})

describe('after a break', () => {
  it('keeps what is shown in place, greys what left and lets newcomers wait', () => {
    const feed = catchUp(aFeed([30, 20, 10]), aPage([40, 30, 10, 5]), byScore, NOW)
    expect(feed.rows.map(({ alert, gone }) => `${alert.id}${gone ? ' gone' : ''}`)).toEqual([
      'a30',
      'a20 gone',
      'a10',
      'a5',
    ])
    expect(waitingIds(feed)).toEqual(['a40'])
  })

  it('lets go of rows below what was loaded again', () => {
    const feed = catchUp(aFeed([30, 20, 10]), aPage([30, 20], true), byScore, NOW)
    expect(ids(feed)).toEqual(['a30', 'a20'])
    expect(feed.hasNextPage).toBe(true)
  })

  it('draws nothing again when there was nothing to catch up with', () => {
    const before = aFeed([30, 20, 10])
    expect(showsTheSame(before, catchUp(before, aPage([30, 20, 10], false), byScore, NOW))).toBe(true)
    expect(showsTheSame(before, catchUp(before, aPage([40, 30, 20, 10], false), byScore, NOW))).toBe(false)
    expect(showsTheSame(before, catchUp(before, aPage([30, 10], false), byScore, NOW))).toBe(false)
    const edited = aPage([30, 20, 10], false)
    edited.nodes = edited.nodes.map((alert) => ({ ...alert, version: alert.version + 1 }))
    expect(showsTheSame(before, catchUp(before, edited, byScore, NOW))).toBe(false)
  })
})

describe('whatever happens', () => {
  const aStep = fc.record({
    id: fc.integer({ min: 0, max: 15 }).map((id) => `s${id}`),
    score: fc.integer({ min: 0, max: 8 }),
    matches: fc.boolean(),
    isLost: fc.boolean(),
  })
  const truthOf = (steps: readonly { id: string; score: number; matches: boolean }[]) => {
    const alerts = new Map<string, Scored & { matches: boolean }>()
    steps.forEach(({ id, score, matches }, version) => alerts.set(id, { id, score, version, matches }))
    return [...alerts.values()].filter(({ matches }) => matches).sort(byScore)
  }
  const pageOf = (truth: Scored[], size: number): FeedPage<Scored> => ({
    nodes: truth.slice(0, size),
    pageInfo: { hasNextPage: truth.length > size },
  })
  const revealed = (feed: Feed<Scored>) => ids(reveal(feed, byScore, NOW))
  const loadedOf = (truth: Scored[], { edge, hasNextPage }: Feed<Scored>) =>
    truth.filter((alert) => !hasNextPage || !edge || byScore(alert, edge) <= 0).map(({ id }) => id)

  it('shows nobody moving until it is called, and then the loaded part of the truth', () => {
    fc.assert(
      fc.property(fc.array(aStep), fc.array(aStep), fc.integer({ min: 1, max: 20 }), (before, after, size) => {
        let feed = firstPage(pageOf(truthOf(before), size))
        after.forEach((step, index) => {
          const shown = ids(feed)
          feed = changed(feed, { ...step, version: before.length + index }, step.matches)
          expect(ids(feed).slice(0, shown.length)).toEqual(shown)
        })
        expect(revealed(feed)).toEqual(loadedOf(truthOf([...before, ...after]), feed))
      }),
    )
  })

  it('knows after a break what it had known without one', () => {
    fc.assert(
      fc.property(fc.array(aStep), fc.array(aStep), fc.integer({ min: 1, max: 20 }), (before, after, size) => {
        const feed = firstPage(pageOf(truthOf(before), size))
        const truth = truthOf([...before, ...after])
        const caught = catchUp(feed, pageOf(truth, size), byScore, NOW)
        expect(revealed(caught)).toEqual(loadedOf(truth, caught))
      }),
    )
  })
})

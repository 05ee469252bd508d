import fc from 'fast-check'
import {
  COLUMNS,
  columnsFor,
  readLayout,
  usualLayout,
  withColumn,
  withMoved,
  withStep,
  type QueueLayout,
} from './queue-columns'

const ids = (layout: QueueLayout) => layout.columns.map(({ id }) => id)
const shown = (layout: QueueLayout) => layout.columns.filter(({ isShown }) => isShown).map(({ id }) => id)

describe('readLayout', () => {
  it('gives back what was kept', () => {
    const layout = {
      ...withColumn(withMoved(usualLayout, 'host', 'severity'), 'host', { isShown: true, width: 222 }),
      density: 'compact' as const,
    }
    expect(readLayout(JSON.parse(JSON.stringify(layout)))).toEqual(layout)
  })

  it('puts a column that came later behind its usual predecessor and drops one that no longer exists', () => {
    const older = { columns: usualLayout.columns.filter(({ id }) => id !== 'risk' && id !== 'rule') }
    const layout = readLayout({ columns: [{ id: 'colour', isShown: true }, ...older.columns.toReversed()] })
    expect(ids(layout)).not.toContain('colour')
    expect(ids(layout).indexOf('risk')).toBe(ids(layout).indexOf('severity') + 1)
    expect(shown(layout)).toContain('risk')
    expect(shown(layout)).not.toContain('rule')
  })

  it('always has every column once and the title shown, whatever was kept', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.jsonValue(),
          fc.record({
            columns: fc.array(fc.record({ id: fc.constantFrom('title', 'host', 'x'), width: fc.double() })),
          }),
        ),
        (kept) => {
          const layout = readLayout(kept)
          expect(ids(layout).toSorted()).toEqual(Object.keys(COLUMNS).toSorted())
          expect(shown(layout)).toContain('title')
        },
      ),
    )
  })

  it('bounds a width', () => {
    expect(readLayout({ columns: [{ id: 'host', width: 9e9 }] }).columns.find(({ id }) => id === 'host')?.width).toBe(
      800,
    )
  })
})

it('moves a column past hidden ones to its next shown neighbour', () => {
  const [first, second] = shown(usualLayout)
  expect(shown(withStep(usualLayout, first!, 1)).slice(0, 2)).toEqual([second, first])
  expect(withStep(usualLayout, first!, -1)).toBe(usualLayout)
})

it('lets the dispensable columns give way where the table is narrow and may not scroll', () => {
  const narrow = columnsFor(usualLayout, 520, false).map(({ id }) => id)
  expect(narrow).toEqual(['severity', 'title', 'status'])
  expect(columnsFor(usualLayout, 100, false).map(({ id }) => id)).toEqual(['severity', 'title'])
  expect(columnsFor(usualLayout, 520, true)).toHaveLength(shown(usualLayout).length)
})

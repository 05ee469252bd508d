import { clear, extendTo, moveTo, noSelection, settle, toggle, toggleAll } from './row-selection'

const ids = ['a', 'b', 'c', 'd', 'e']
const at = (index: number) => moveTo(noSelection, ids, index)
const picked = (state: { picked: ReadonlySet<string> }) => [...state.picked].toSorted().join('')

it('keeps the cursor within the list', () => {
  expect(at(-3).cursor).toBe('a')
  expect(at(99).cursor).toBe('e')
  expect(moveTo(noSelection, [], 0).cursor).toBeNull()
})

describe('a range', () => {
  it('grows and shrinks from where it began, in both directions', () => {
    const grown = extendTo(extendTo(at(2), ids, 3), ids, 4)
    expect(picked(grown)).toBe('cde')
    expect(picked(extendTo(grown, ids, 3))).toBe('cd')
    expect(picked(extendTo(grown, ids, 0))).toBe('abc')
  })

  it('leaves alone what was picked before', () => {
    const state = { ...moveTo(toggle(noSelection, 'a'), ids, 3) }
    expect(picked(extendTo(state, ids, 4))).toBe('ade')
  })
})

it('picks and drops one row, and all of them', () => {
  expect(picked(toggle(toggle(noSelection, 'b'), 'c'))).toBe('bc')
  expect(picked(toggle(toggle(noSelection, 'b'), 'b'))).toBe('')
  expect(picked(toggleAll(noSelection, ids))).toBe('abcde')
  expect(picked(toggleAll(toggleAll(noSelection, ids), ids))).toBe('')
  expect(picked(clear(toggle(noSelection, 'b')))).toBe('')
})

describe('when the list changes', () => {
  it('stays on its row wherever that goes', () => {
    expect(settle(at(1), ['x', 'y', ...ids], 1).cursor).toBe('b')
  })

  it('goes to the row that took the place of one that left, and forgets what was picked of it', () => {
    const state = settle(toggle(toggle(noSelection, 'a'), 'c'), ['a', 'b', 'd', 'e'], 2)
    expect(state.cursor).toBe('d')
    expect(picked(state)).toBe('a')
    expect(settle(at(4), ['a'], 4).cursor).toBe('a')
    expect(settle(at(0), [], 0).cursor).toBeNull()
  })
})

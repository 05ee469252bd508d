import fc from 'fast-check'
import { Overlay } from './overlay'

const anOverlay = () => new Overlay(new Map())
const aRow = (version = 1, status = 'NEW') => ({ id: 'a', version, status, assignee: null as string | null })

describe('Overlay', () => {
  it('shows a change at once, and the row as it was when the deed fails', () => {
    const overlay = anOverlay()
    const layer = overlay.put(aRow(), { status: 'CLOSED' })
    expect(overlay.of(aRow()).status).toBe('CLOSED')
    layer.undo()
    expect(overlay.of(aRow())).toEqual(aRow())
  })

  it('gives way to a row that somebody else has changed meanwhile', () => {
    const overlay = anOverlay()
    overlay.put(aRow(), { status: 'CLOSED' })
    expect(overlay.of(aRow(2, 'IN_PROGRESS')).status).toBe('IN_PROGRESS')
  })

  it('keeps the answer on top of a list that has not heard of it yet', () => {
    const overlay = anOverlay()
    overlay.put(aRow(), { status: 'CLOSED' }).settle(aRow(2, 'CLOSED'))
    expect(overlay.of(aRow())).toEqual(aRow(2, 'CLOSED'))
    expect(overlay.of(aRow(3, 'IN_PROGRESS')).status).toBe('IN_PROGRESS')
  })

  it('holds two changes to one row apart', () => {
    const overlay = anOverlay()
    const assigning = overlay.put(aRow(), { assignee: 'ada' })
    const closing = overlay.put(aRow(), { status: 'CLOSED' })
    expect(overlay.of(aRow())).toMatchObject({ status: 'CLOSED', assignee: 'ada' })
    assigning.settle({ ...aRow(2), assignee: 'ada' })
    expect(overlay.of(aRow())).toMatchObject({ status: 'CLOSED', assignee: 'ada' })
    closing.undo()
    expect(overlay.of(aRow())).toMatchObject({ status: 'NEW', assignee: 'ada' })
  })

  it('adds no field that a row does not show', () => {
    const overlay = anOverlay()
    overlay.put(aRow(), { status: 'CLOSED' })
    expect(overlay.of({ id: 'a', version: 1 })).toEqual({ id: 'a', version: 1 })
  })

  it('forgets what no screen brings up to date any more', () => {
    const layers = new Map()
    const overlay = new Overlay(layers)
    for (let id = 0; id < 5_000; id += 1) overlay.put({ id: String(id), version: 1 }, { status: 'CLOSED' })
    expect(layers.size).toBe(2_000)
    expect(layers.has('4999')).toBe(true)
  })

  it('leaves nothing behind when everything under way has failed', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 20 }), (ids) => {
        const layers = new Map()
        const overlay = new Overlay(layers)
        ids.map((id) => overlay.put({ id: String(id), version: 1 }, { status: 'CLOSED' })).forEach(({ undo }) => undo())
        expect(layers.size).toBe(0)
      }),
    )
  })
})

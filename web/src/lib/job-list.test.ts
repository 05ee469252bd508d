import { stateOfQuery, withJob } from './job-list'

const rows = [
  { id: 'c', state: 'RUNNING' },
  { id: 'a', state: 'DONE' },
]
const idsOf = (list: { id: string }[]) => list.map(({ id }) => id).join('')

it('changes a job in its place, and puts a new one where its time is', () => {
  expect(withJob(rows, { id: 'a', state: 'FAILED' }, null, null)).toEqual([rows[0], { id: 'a', state: 'FAILED' }])
  expect(idsOf(withJob(rows, { id: 'd', state: 'QUEUED' }, null, null))).toBe('dca')
  expect(idsOf(withJob(rows, { id: 'b', state: 'QUEUED' }, null, null))).toBe('cba')
})

it('takes out what no longer has the state that is shown, and keeps out what never had it', () => {
  const running = rows.slice(0, 1)
  expect(withJob(running, { id: 'c', state: 'DONE' }, 'RUNNING', null)).toEqual([])
  expect(withJob(running, { id: 'd', state: 'QUEUED' }, 'RUNNING', null)).toEqual(running)
})

it('leaves older ones to the pages that are yet to be loaded', () => {
  expect(idsOf(withJob(rows, { id: '0', state: 'DONE' }, null, 'a'))).toBe('ca')
  expect(idsOf(withJob(rows, { id: '0', state: 'DONE' }, null, null))).toBe('ca0')
})

it('reads the state from the address, and takes anything else as all', () => {
  expect(stateOfQuery('failed')).toBe('FAILED')
  expect(['FAILED', 'undone', '', undefined, ['failed']].map(stateOfQuery)).toEqual([null, null, null, null, null])
})

import { processLines } from './process-tree'

it('begins with the oldest parent and ends with the process itself', () => {
  const lines = processLines({
    name: 'powershell.exe',
    parent: { path: 'C:\\Office\\winword.exe', parent: { pid: 4 } },
  })
  expect(lines.map(({ depth, title, isSubject }) => [depth, title, isSubject])).toEqual([
    [0, 'Process 4', false],
    [1, 'winword.exe', false],
    [2, 'powershell.exe', true],
  ])
})

it('names what has nothing but a command line', () => {
  expect(processLines({ commandLine: 'x' })[0]?.title).toBe('Unnamed process')
})

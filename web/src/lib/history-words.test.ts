import { anEntry } from './alert.builder'
import { deedsOf } from './history-words'

const wordsOf = (...entries: Parameters<typeof anEntry>[0][]) => deedsOf(entries.map(anEntry))[0]?.words

describe('deedsOf', () => {
  it('puts the fields of one deed together, in the order of the entries', () => {
    const deeds = deedsOf([
      anEntry({ changeId: '2', field: 'assignee', to: 'u', toLabel: 'Grace' }),
      anEntry({ changeId: '1', field: 'verdict', to: 'BENIGN' }),
      anEntry({ changeId: '1', field: 'status', from: 'NEW', to: 'CLOSED' }),
    ])
    expect(deeds.map(({ changeId }) => changeId)).toEqual(['2', '1'])
    expect(deeds[1]?.changes.map(({ label }) => label)).toEqual(['Status', 'Verdict'])
  })

  it('shows people by name and words of the schema as people write them', () => {
    const [deed] = deedsOf([anEntry({ field: 'assignee', from: 'u1', fromLabel: 'Ada', to: 'u2', toLabel: 'Grace' })])
    expect(deed?.changes).toEqual([{ field: 'assignee', label: 'Assigned to', from: 'Ada', to: 'Grace' }])
    expect(deedsOf([anEntry({ from: null, to: 'IN_PROGRESS' })])[0]?.changes[0]).toMatchObject({
      from: '–',
      to: 'In progress',
    })
  })

  it('shows the reason once', () => {
    const [deed] = deedsOf([
      anEntry({ to: 'CLOSED', reason: 'Backup' }),
      anEntry({ field: 'reason', to: 'Backup', reason: 'Backup' }),
    ])
    expect(deed?.reason).toBe('Backup')
    expect(deed?.changes.map(({ field }) => field)).toEqual(['status'])
  })

  it.each([
    [[{ to: 'CLOSED' }, { field: 'verdict', to: 'FALSE_POSITIVE' }], 'closed this as false positive'],
    [[{ from: 'CLOSED', to: 'IN_PROGRESS' }], 'reopened this'],
    [[{ from: null, to: 'NEW', reason: 'Split off #12' }], 'opened this'],
    [[{ field: 'occurrences', from: 5, to: 3 }], 'split events off this'],
    [[{ from: 'NEW', to: 'IN_PROGRESS' }], 'set this in progress'],
    [[{ to: 'TRIAGED' }, { field: 'verdict', to: 'SUSPICIOUS' }], 'marked this triaged as suspicious'],
    [[{ field: 'assignee', to: 'u', toLabel: 'Ada' }], 'assigned this to Ada'],
    [[{ field: 'assignee', to: 'ada', toLabel: 'Ada' }], 'took this'],
    [[{ field: 'assignee', from: 'u' }], 'unassigned this'],
    [
      [
        { field: 'severity', to: 'LOW' },
        { field: 'reasonCode', to: 'OTHER' },
      ],
      'changed severity, cause',
    ],
  ])('of %j says: %s', (entries, words) => {
    expect(wordsOf(...entries)).toBe(words)
  })
})

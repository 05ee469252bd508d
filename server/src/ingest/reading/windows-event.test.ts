import { Severity } from '../../scoring/severity'
import { lookInto } from './look'
import { windowsEventOf } from './windows-event'

it.each([
  [
    'evtx_dump',
    {
      Event: {
        System: {
          EventID: { '#text': 4625, '#attributes': { Qualifiers: 0 } },
          TimeCreated: { '#attributes': { SystemTime: 'T' } },
        },
      },
    },
  ],
  [
    'evtx_dump with attributes beside',
    { Event: { System: { EventID: 4625, TimeCreated_attributes: { SystemTime: 'T' } } } },
  ],
  ['a converter of XML', { Event: { System: { EventID: '4625', TimeCreated: { '@SystemTime': 'T' } } } }],
  ['winlogbeat', { '@timestamp': 'T', winlog: { event_id: 4625 } }],
  ['nxlog', { EventID: 4625, TimeCreated: 'T' }],
])('finds number and time as %s writes them', (_who, item) => {
  const event = windowsEventOf(lookInto(item))
  expect([event.id, event.at]).toEqual([4625, 'T'])
})

it.each([
  ['0', undefined, Severity.UNKNOWN],
  [1, 1, Severity.CRITICAL],
  [3, 3, Severity.MEDIUM],
  [5, 5, Severity.INFORMATIONAL],
  [9, 9, Severity.UNKNOWN],
])('level %p', (level, said, severity) => {
  expect(windowsEventOf(lookInto({ Level: level }))).toMatchObject({ level: said, severity })
})

it.each([
  ['0x8010000000000000', true],
  ['0x8020000000000000', false],
  ['0x8000000000000000', null],
  [['Audit Failure'], true],
  ['AUDIT_SUCCESS', false],
  [-9214364837600034816, null],
])('tells by keywords %p whether an audit failed', (keywords, isFailure) => {
  expect(windowsEventOf(lookInto({ Keywords: keywords })).isFailure).toBe(isFailure)
})

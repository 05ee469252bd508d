import { ends } from '../../../test/ends'
import { mailOf } from '../reading/fields'
import { valuesInPattern } from '../reading/stix-pattern'
import { meaningsOf } from './generic/meaning'
import { normalise } from './normalise'

const sender = { name: 'Test', product: 'auto' }
const read = (item: Record<string, unknown>) => normalise(item, sender)

const times = (count: number, work: () => unknown) => () => {
  for (let done = 0; done < count; done++) work()
}

const longList = Array<number>(500_000).fill(1)

/** Each would take minutes where the work grows faster than the text. */
it.each<[string, () => void]>([
  ['a title of slashes', () => read({ title: `a${'/'.repeat(100_000)} b` })],
  ['a name that repeats what ends the name of a time', () => meaningsOf([`event${'edat'.repeat(40)}qt`])],
  ['a name of console words', () => meaningsOf([`${'alertweb'.repeat(40)}qlink`])],
  ['a word that stands where a pattern does', times(8_000, () => read({ pattern: 'a'.repeat(2_000) }))],
  ['a text that is no mail address', times(300_000, () => mailOf('a'.repeat(500)))],
  [
    'a pattern of escaped quotes that ends with half an escape',
    times(500, () => valuesInPattern(`${"\\'".repeat(9_999)}\\`)),
  ],
  [
    'lists as long as a delivery',
    times(300, () => read({ category_uid: 2, class_uid: 2004, evidences: longList, observables: longList })),
  ],
])(
  'reads %s without running away',
  (_what, work) => {
    expect(ends(work)).toBe(true)
  },
  60_000,
)

it('still tells a bare path, the names of times and links, and mail addresses', () => {
  expect(read({ title: '/var/log/x', message: 'Something happened' }).title).toBe('Something happened')
  expect(read({ eventDateTimeUtc: '2026-01-02T03:04:05Z' }).eventAt).toEqual(new Date('2026-01-02T03:04:05Z'))
  expect(read({ alertsWebUrl: 'https://x.test/1' }).link).toBe('https://x.test/1')
  expect(['@@b', 'a@', '@b', 'x;a@b@c,d'].map(mailOf)).toEqual(['@@b', null, null, 'a@b@c'])
  expect(valuesInPattern("[url:value = 'http://a.test/\\")).toEqual([{ type: 'URL', value: 'http://a.test/' }])
})

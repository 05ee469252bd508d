import { byteSize, counted, fieldWords, sentenceCase, valueText, waitWords } from './words'

it('writes words of the schema for people', () => {
  expect(sentenceCase('IN_PROGRESS')).toBe('In progress')
  expect(fieldWords('firstSeenAt')).toBe('First seen at')
})

it('counts', () => {
  expect(counted(1, 'alert')).toBe('1 alert')
  expect(counted(10_000, 'alert')).toBe('10,000 alerts')
})

it('writes any history value as text', () => {
  expect(valueText(null)).toBe('–')
  expect(valueText('IN_PROGRESS')).toBe('In progress')
  expect(valueText('Known scanner')).toBe('Known scanner')
  expect(valueText(['a'])).toBe('["a"]')
  expect(valueText(0)).toBe('0')
})

it('writes sizes', () => {
  expect([byteSize(12), byteSize(2048), byteSize(1_572_864)]).toEqual(['12 B', '2.0 KiB', '1.5 MiB'])
})

it('writes how long to wait', () => {
  expect([waitWords(40), waitWords(820)]).toEqual(['40 s', '13 min 40 s'])
})

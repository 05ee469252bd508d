import { listOf, listText, textsOf } from './url-query'

it.each([[['a', 'b']], [['a,b', 'c\\', 'd\\,e']], [[' ', '"']]])('reads the list that it wrote: %j', (values) => {
  expect(listOf(listText(values))).toEqual(values)
})

it('takes a parameter that is missing, empty or there several times', () => {
  expect([listOf(undefined), listOf(null), listOf(''), listOf(',,')]).toEqual([[], [], [], []])
  expect(listOf(['a,b', null, 'c'])).toEqual(['a', 'b', 'c'])
  expect(textsOf(['a,b', null, ''])).toEqual(['a,b'])
})

import fc from 'fast-check'
import { highlight } from './highlight'

const kindOf = (code: string, language: string, text: string) =>
  highlight(code, language).find((token) => token.text === text)?.kind

it('tells words of the language, texts, numbers, comments and names apart', () => {
  const code = "const x = send('a // b', 20) // later"
  expect(kindOf(code, 'js', 'const')).toBe('keyword')
  expect(kindOf(code, 'js', "'a // b'")).toBe('string')
  expect(kindOf(code, 'js', '20')).toBe('number')
  expect(kindOf(code, 'js', '// later')).toBe('comment')
  expect(kindOf(code, 'js', 'send')).toBe('name')
  expect(kindOf('{ "a": "b" }', 'json', '"a"')).toBe('name')
  expect(kindOf('{ "a": "b" }', 'json', '"b"')).toBe('string')
})

it('leaves an unknown language as it is', () => {
  expect(highlight('const x', 'cobol')).toEqual([{ text: 'const x', kind: 'plain' }])
})

it('loses and adds nothing, whatever the code', () => {
  const language = fc.constantFrom('js', 'vue', 'python', 'graphql', 'json', 'sh')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'ab1 \'"`/*#$<>{}\\\n') }), language, (code, one) => {
      expect(
        highlight(code, one)
          .map(({ text }) => text)
          .join(''),
      ).toBe(code)
    }),
  )
})

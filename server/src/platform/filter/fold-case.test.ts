import fc from 'fast-check'
import { testPlatform } from '../../../test/harness'
import type { Platform } from '../context'
import { foldCase } from './fold-case'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const inSql = (texts: string[]): Promise<string[]> =>
  platform.database.transaction({}, async (db) => {
    const rows = await db.query<{ folded: string }>(
      'SELECT fold_case(text) AS folded FROM unnest($1::text[]) WITH ORDINALITY AS given(text, place) ORDER BY place',
      [texts],
    )
    return rows.map((row) => row.folded)
  })

it('makes letters of many scripts small', () => {
  expect(foldCase('ÄPFEL Straße ΑΘΗΝΑ МОСКВА Łódź')).toBe('äpfel straße αθηνα москва łódź')
})

it('is the same in Postgres for every character but NUL and surrogates', async () => {
  const all = Array.from({ length: 0xffff }, (_, index) => String.fromCharCode(index + 1)).filter(
    (one) => !/\p{Cs}/u.test(one),
  )
  const texts = Array.from({ length: Math.ceil(all.length / 256) }, (_, row) =>
    all.slice(row * 256, row * 256 + 256).join(''),
  )
  expect(await inSql(texts)).toEqual(texts.map(foldCase))
})

it('is the same in Postgres for any text, and folding twice changes nothing', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 30 }).map((one) => one.replace(/\0/g, ''))
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 50 }), async (texts) => {
      const folded = texts.map(foldCase)
      expect(await inSql(texts)).toEqual(folded)
      expect(folded.map(foldCase)).toEqual(folded)
    }),
    { numRuns: 20 },
  )
})

import fc from 'fast-check'
import { cutCsv } from './csv-parts'

const cut = (csv: string, bytes = 40, rows = 2) => cutCsv(csv, { bytes, rows })

it('leaves a small file as it is', () => {
  for (const csv of ['', '\n\n', 'host', 'host\na\nb\n', '\nhost\r\n"a\r\nb"']) {
    expect(cutCsv(csv).parts.map((part) => part.csv)).toEqual([csv])
  }
})

it('cuts at the borders of rows, each part under the heading, and tells what its lines lack', () => {
  expect(cut('host,note\na,"x\n""y"""\nb,\nc,z\nd,')).toEqual({
    tooLong: null,
    parts: [
      { csv: 'host,note\na,"x\n""y"""\nb,\n', rows: 2, linesBefore: 0 },
      { csv: 'host,note\nc,z\nd,', rows: 2, linesBefore: 3 },
    ],
  })
  expect(cut('\r\nhost\r\na\r\n\r\nb\r\nc', 999).parts).toEqual([
    { csv: '\r\nhost\r\na\r\n\r\n', rows: 2, linesBefore: 0 },
    { csv: '\r\nhost\r\nb\r\nc', rows: 2, linesBefore: 2 },
  ])
})

it('takes only the end of line that the heading has for a border', () => {
  expect(cut('host\r\na\nb\r\nc\r\nd', 999).parts.map(({ csv }) => csv)).toEqual(['host\r\na\nb\r\nc\r\n', 'host\r\nd'])
})

it('names the row that no request can carry', () => {
  expect(cut(`host\nok\n"never closed\n${'a\n'.repeat(100)}`)).toEqual({ parts: [], tooLong: 3 })
})

it('loses nothing, and no part is larger than a request may be, as JSON', () => {
  const cell = fc.string({ maxLength: 8, unit: fc.constantFrom(...'a,"\n\r\u0001é€\\', '😀') })
  const row = fc.tuple(cell, cell).map((cells) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(','))
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), fc.constantFrom('\n', '\r\n', '\r'), (rows, border) => {
      const heading = `a,b${border}`
      const csv = heading + rows.map((text) => text + border).join('')
      const { parts } = cutCsv(csv, { bytes: 150, rows: 7 })
      expect(parts.map((part) => part.csv.slice(heading.length)).join('')).toBe(csv.slice(heading.length))
      expect(parts.reduce((sum, part) => sum + part.rows, 0)).toBe(rows.length)
      for (const part of parts) {
        expect(part.csv.startsWith(heading)).toBe(true)
        expect(part.rows).toBeLessThanOrEqual(7)
        expect(new TextEncoder().encode(JSON.stringify(part.csv)).length).toBeLessThanOrEqual(152)
      }
    }),
  )
})

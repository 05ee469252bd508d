import fc from 'fast-check'
import { Criticality } from '../scoring/criticality'
import { Asset } from './asset.entity'
import { assetRegister } from './asset.register'
import { networkRegister } from './network.register'
import { readCsv } from './register.csv'
import { csvOf } from './register.export'
import { mostFaults } from './register.input'

const assets = (csv: string) => readCsv(assetRegister, csv)

it('reads what spreadsheets write: a mark of order, CRLF, quotes, empty lines, headings in other words', async () => {
  const csv =
    '\ufeffHost,Name , TAGS,Criticality\r\nDC01.corp,"The ""first"", old","a; b;;A",critical\r\n\r\nweb,,,\r\n'
  expect(await assets(csv)).toEqual({
    errors: [],
    named: ['host', 'name', 'tags', 'criticality'],
    rows: [
      {
        host: 'dc01.corp',
        name: 'The "first", old',
        owner: null,
        criticality: 'CRITICAL',
        tags: ['A', 'b'],
        addresses: [],
      },
      { host: 'web', name: null, owner: null, criticality: 'MEDIUM', tags: [], addresses: [] },
    ],
  })
  expect(
    (await readCsv(networkRegister, 'is_internal,Name,CIDR\nno,Guests,10.1.2.3/16\nYES,Own,fd00::/8')).rows,
  ).toEqual([
    { cidr: '10.1.0.0/16', name: 'Guests', isInternal: false },
    { cidr: 'fd00::/8', name: 'Own', isInternal: true },
  ])
})

it('names the line and the column of every fault', async () => {
  const csv = 'host,criticality,addresses,name\n,LOW,,\nok,HUGE,,\nweb,,"x",\nWEB,,,\nweb,,,\nfew\n"a\nb",,,x,y'
  expect((await assets(csv)).errors).toEqual([
    { line: 2, column: 'host', message: 'must not be empty' },
    { line: 3, column: 'criticality', message: expect.stringContaining('must be one of LOW') },
    { line: 4, column: 'addresses', message: 'is not an IP address' },
    { line: 6, column: 'host', message: 'is on line 5 already' },
    { line: 7, column: null, message: 'has 1 fields, the heading 4' },
    { line: 9, column: null, message: 'has 5 fields, the heading 4' },
  ])
})

it.each([
  ['', 'The file is empty'],
  ['host,colour\na,b', 'The heading names what there is not: colour'],
  ['name,owner\na,b', 'The heading does not name host'],
  ['host,HOST\na,b', 'The heading names a column twice'],
  ['host\n"a', 'has a quote that is never closed'],
  ['host\na"b"', 'has a quote where none may stand'],
])('refuses %j', async (csv, message) => {
  expect(await assets(csv)).toEqual({ named: [], rows: [], errors: [expect.objectContaining({ message })] })
})

it('asks for every column that a new row cannot do without', async () => {
  expect((await readCsv(networkRegister, 'isInternal\nyes')).errors).toEqual([
    { line: 1, column: null, message: 'The heading does not name cidr, name' },
  ])
})

it('names no more faults than anybody reads', async () => {
  expect((await assets(`host\n${'""\n'.repeat(1_000)}`)).errors).toHaveLength(mostFaults)
})

it('reads back what it writes, also what a spreadsheet would run', async () => {
  const word = fc.string({ maxLength: 20, unit: fc.constantFrom(...'=+-@\'",;\n\r\t aé') }).map((text) => text.trim())
  const host = word.filter((text) => text !== '')
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(host, { maxLength: 5 }), word, async (hosts, name) => {
      const rows = hosts.map((one) => {
        const given = { host: one, name: name || null, owner: null, criticality: Criticality.HIGH }
        return Object.assign(new Asset(), { ...given, tags: ['x', 'y'], addresses: ['10.0.0.1'] })
      })
      const { rows: read, errors } = await assets(csvOf(assetRegister, rows, true))
      expect(errors).toEqual([])
      expect(read).toEqual(rows.map((row) => ({ ...row })))
    }),
  )
})

it('refuses a line that is longer than any table is wide', async () => {
  const { errors } = await assets(`host${',x'.repeat(200_000)}\na`)
  expect(errors).toEqual([{ line: 1, column: null, message: 'is longer than 65,536 characters' }])
})

it('lets others have their turn while it reads a large file', async () => {
  const csv = `host,name\n${Array.from({ length: 20_000 }, (_, at) => `host-${at},A name`).join('\n')}`
  let turns = 0
  const count = setInterval(() => turns++, 0)
  const { rows } = await assets(csv)
  clearInterval(count)
  expect(rows).toHaveLength(20_000)
  expect(turns).toBeGreaterThan(5)
})

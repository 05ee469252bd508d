import { cutCsv } from './csv-parts'
import { importParts, nothingImported, rowsIn, type ImportOutcome } from './import-parts'

const { parts } = cutCsv('host\na\nb\nc\nd\ne\n', { bytes: 999, rows: 2 })

/** A server that stores every row of a part, or none when one of them is faulty. */
async function run(faulty?: string) {
  const sent: string[] = []
  const told: number[] = []
  const send = (csv: string): Promise<ImportOutcome> => {
    sent.push(csv)
    const at = csv
      .trim()
      .split('\n')
      .indexOf(faulty ?? '?')
    const errors = at < 0 ? [] : [{ line: at + 1, column: 'host', message: 'is no host' }]
    return Promise.resolve({ ...nothingImported, created: at < 0 ? csv.trim().split('\n').length - 1 : 0, errors })
  }
  return { outcome: await importParts(parts, send, (soFar) => told.push(rowsIn(soFar))), sent, told }
}

it('sends one part after the other and adds up what became of them', async () => {
  const { outcome, sent, told } = await run()
  expect(sent).toEqual(['host\na\nb\n', 'host\nc\nd\n', 'host\ne\n'])
  expect(told).toEqual([2, 4, 5])
  expect(outcome).toEqual({ ...nothingImported, created: 5 })
})

it('ends at the first fault, which it names by its line in the whole file', async () => {
  const { outcome, sent } = await run('d')
  expect(sent).toHaveLength(2)
  expect(outcome).toMatchObject({ created: 2, errors: [{ line: 5, column: 'host', message: 'is no host' }] })
})

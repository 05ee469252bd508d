import { normalise } from '../src/ingest/normalise/normalise'
import { answerKey, cellsOf, readFixture, type Cell } from './score'
import { readGenerically } from './score.generic'

const percent = (cells: Cell[]): string =>
  `${((100 * cells.filter(({ isRight }) => isRight).length) / cells.length).toFixed(1)} %`

/** `npm run score`: how many cells of the collection's answer key are right, field by field, and which are not. */
function run([flag, only]: string[]): void {
  const key = answerKey()
  if (!key) throw new Error('The collection of payloads is not there: set TOCSIN_FIXTURES to its folder')
  const reader = flag === '--generic' ? readGenerically : normalise
  const part = flag === '--generic' ? only : flag
  const files = Object.entries(key).filter(([file]) => !part || file.startsWith(part))
  const cells = files.flatMap(([file, answers]) => cellsOf(file, answers, readFixture(file, reader)))
  for (const field of new Set(cells.map((one) => one.field))) {
    const some = cells.filter((one) => one.field === field)
    console.log(`${field.padEnd(18)} ${percent(some).padStart(8)}  of ${some.length}`)
  }
  for (const { file, field, wanted, got } of cells.filter(({ isRight }) => !isRight))
    console.log(`${file}  ${field}: ${JSON.stringify(got)} instead of ${JSON.stringify(wanted)}`)
  console.log(`${percent(cells)} of ${cells.length} cells are right`)
}

run(process.argv.slice(2))

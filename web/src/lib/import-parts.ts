import type { CsvPart } from './csv-parts'

export interface ImportOutcome {
  created: number
  updated: number
  deleted: number
  unchanged: number
  /** Lines of the whole file, the heading being line 1. */
  errors: { line: number; column?: string | null; message: string }[]
}

export const nothingImported: ImportOutcome = { created: 0, updated: 0, deleted: 0, unchanged: 0, errors: [] }

/** Rows that are stored. */
export const rowsIn = ({ created, updated, unchanged }: ImportOutcome): number => created + updated + unchanged

/**
 * Sends a file part after part until one has a fault: what was sent before it is stored. `onPart` is told after each what there is so far,
 * also for a request that fails later.
 */
export async function importParts(
  parts: readonly CsvPart[],
  send: (csv: string) => Promise<ImportOutcome>,
  onPart: (soFar: ImportOutcome) => void,
): Promise<ImportOutcome> {
  let sum = nothingImported
  for (const { csv, linesBefore } of parts) {
    const outcome = await send(csv)
    sum = {
      created: sum.created + outcome.created,
      updated: sum.updated + outcome.updated,
      deleted: sum.deleted + outcome.deleted,
      unchanged: sum.unchanged + outcome.unchanged,
      // A fault of the heading is on its own line, which comes first: no part after the first has one.
      errors: outcome.errors.map((fault) => ({ ...fault, line: fault.line + linesBefore })),
    }
    onPart(sum)
    if (sum.errors.length > 0) break
  }
  return sum
}

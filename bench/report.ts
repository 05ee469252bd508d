import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { machineFacts } from './machine'
import type { Engine, Row } from './options'

const folder = join(__dirname, 'results')

/** As Markdown, to be read here and pasted into docs/performance.md. Right-aligned but for the first column. */
export function table(head: string[], rows: string[][]): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => (row[column] ?? '').length)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** A number as short as it stays honest: `3,214`, `12.3`, `0.84`; a dash where it could not be measured. */
export function figure(value: number | null, unit = ''): string {
  if (value === null || Number.isNaN(value)) return '-'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toLocaleString('en', { maximumFractionDigits: digits })}${unit}`
}

/** One number of the design, and whether this run holds it. */
export interface Hold {
  what: string
  wanted: string
  measured: string
  isHeld: boolean
}

export const printHolds = (holds: Hold[]): void =>
  console.log(
    `\n${table(
      ['what is to hold', 'wanted', 'measured', 'so'],
      holds.map(({ what, wanted, measured, isHeld }) => [what, wanted, measured, isHeld ? 'held' : 'MISSED']),
    )}`,
  )

/** Keeps a row's figures with the facts of the machine. */
export function keep(
  row: Row,
  engine: Engine,
  content: { machine: ReturnType<typeof machineFacts> } & Record<string, unknown>,
): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${row}-${engine}.json`), `${JSON.stringify(content, rounded, 2)}\n`)
}

const rounded = (_key: string, value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1_000) / 1_000 : value

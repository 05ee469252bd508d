import type { AlertProcess } from '../../alerts/alert.process'
import { textOf, wholeOf, wordOf } from './fields'
import type { ProcessReading } from './reading'

const deepest = 4

/** Null for a process of which nothing is known. What the path says beyond a missing name is read from it. */
export function processOf(reading: ProcessReading | null | undefined, depth = 1): AlertProcess | null {
  if (!reading || depth > deepest) return null
  const path = wordOf(reading.path, 1_000)
  const commandLine = wordOf(reading.commandLine, 4_000)
  const parent = processOf(reading.parent, depth + 1)
  const name = fileOf(wordOf(reading.name, 1_000) ?? path)
  const [pid, user] = [wholeOf(reading.pid), wordOf(reading.user, 255)]
  if (name === null && path === null && commandLine === null && pid === null && parent === null) return null
  return { name, path, commandLine, pid, user, parent }
}

/** The last part of a path of either kind. */
export const fileOf = (path: string | null): string | null =>
  path?.split(/[\\/]/).findLast((part) => part !== '') ?? null

/** The whole path where folder and name stand apart; the folder as it is where it ends with the name already. */
export function pathIn(folder: unknown, name: unknown): string | null {
  const [before, file] = [textOf(folder, 1_000), textOf(name, 255)]
  if (before === null || file === null || before.toLowerCase().endsWith(file.toLowerCase())) return before
  if (/[\\/]$/.test(before)) return before + file
  return `${before}${before.includes('/') ? '/' : '\\'}${file}`
}

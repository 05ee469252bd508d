import type { AlertDetail_ProcessFragment } from '../gql/graphql'

export interface ProcessNode extends AlertDetail_ProcessFragment {
  parent?: ProcessNode | null
}

export interface ProcessLine {
  depth: number
  title: string
  /** The one that the alert is about. */
  isSubject: boolean
  process: AlertDetail_ProcessFragment
}

const titleOf = ({ name, path, pid }: ProcessNode): string =>
  name ?? path?.split(/[\\/]/).pop() ?? (pid == null ? 'Unnamed process' : `Process ${pid}`)

/** A process under those that it came from, the oldest first. */
export function processLines(process: ProcessNode): ProcessLine[] {
  const line: ProcessNode[] = []
  for (let one: ProcessNode | null | undefined = process; one; one = one.parent) line.unshift(one)
  return line.map((one, depth) => ({ depth, title: titleOf(one), isSubject: one === process, process: one }))
}

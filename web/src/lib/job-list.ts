interface ListedJob {
  id: string
  state: string
}

/**
 * The rows with what has just been told of one job: changed in its place, put in where it belongs, or taken out because it no longer has
 * the state that is shown. Ids are ordered by time, and the newest stands first.
 *
 * @param wanted the state that is shown; null for all.
 * @param oldest the last row's id while more are to be loaded: what is older than it comes with them.
 */
export function withJob<Row extends ListedJob>(
  rows: readonly Row[],
  job: Row,
  wanted: string | null,
  oldest: string | null,
): Row[] {
  const others = rows.filter(({ id }) => id !== job.id)
  const isShown = wanted === null || job.state === wanted
  if (!isShown || (oldest !== null && job.id < oldest)) return others
  const place = others.findIndex(({ id }) => id < job.id)
  return place < 0 ? [...others, job] : [...others.slice(0, place), job, ...others.slice(place)]
}

const STATES = ['QUEUED', 'RUNNING', 'DONE', 'FAILED'] as const

/** The state that `?state=failed` names; null for none and for what is no state. */
export const stateOfQuery = (text: unknown): (typeof STATES)[number] | null =>
  STATES.find((state) => state.toLowerCase() === text) ?? null

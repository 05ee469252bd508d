import { counted } from './words'

interface Rescored {
  alerts: number
  up: number
  down: number
  completed: number
}

/** "Scored 1,200 alerts: 12 higher and 3 lower." Null when the job's result is none of ours. */
export function rescoredWords(result: unknown): string | null {
  const { alerts, up, down, completed } = (result ?? {}) as Partial<Rescored>
  if (alerts === undefined || up === undefined || down === undefined || completed === undefined) return null
  if (alerts === 0) return 'There is no alert to score.'
  const parts = [
    up > 0 ? `${up.toLocaleString('en')} higher` : '',
    down > 0 ? `${down.toLocaleString('en')} lower` : '',
    completed > 0 ? `${completed.toLocaleString('en')} with what they had lacked` : '',
  ].filter(Boolean)
  const words = parts.length > 1 ? `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}` : parts[0]
  return `Scored ${counted(alerts, 'alert')}: ${words ?? 'none has changed'}.`
}

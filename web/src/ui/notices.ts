import { shallowRef, type ShallowRef } from 'vue'

/** A short message at the edge of the screen: what was done, or why it was not. */
export interface Notice {
  id: number
  tone: 'success' | 'info' | 'error'
  title: string
  text?: string
  /** One way on, such as Undo or Show. */
  action?: { label: string; run: () => void }
}

const shown = shallowRef<readonly Notice[]>([])
const timers = new Map<number, ReturnType<typeof setTimeout>>()
let lastId = 0
let isHeld = false

/** Errors stay until they are dismissed, the rest for a few seconds: longer when there is something to press. */
const STAY_MS = 5_000
const STAY_WITH_ACTION_MS = 8_000
/** More than these would cover the page: the oldest goes. */
const MOST = 4

/** What is on screen now, the latest last; the application shows it in a live region. */
export const useNotices = (): Readonly<ShallowRef<readonly Notice[]>> => shown

/** Tells the person something without taking them away from what they do. Returns how to take it back. */
export function notify(notice: Omit<Notice, 'id'>): () => void {
  const id = ++lastId
  shown.value.slice(0, Math.max(0, shown.value.length + 1 - MOST)).forEach(({ id: oldest }) => dismissNotice(oldest))
  shown.value = [...shown.value, { ...notice, id }]
  startTimer({ ...notice, id })
  return () => dismissNotice(id)
}

export function dismissNotice(id: number): void {
  clearTimeout(timers.get(id))
  timers.delete(id)
  shown.value = shown.value.filter((notice) => notice.id !== id)
}

/** None goes away while somebody reads or reaches for one; afterwards each has its whole time again. */
export function holdNotices(hold: boolean): void {
  isHeld = hold
  timers.forEach(clearTimeout)
  timers.clear()
  if (!hold) shown.value.forEach(startTimer)
}

function startTimer({ id, tone, action }: Notice): void {
  if (tone === 'error' || isHeld) return
  timers.set(
    id,
    setTimeout(() => dismissNotice(id), action ? STAY_WITH_ACTION_MS : STAY_MS),
  )
}

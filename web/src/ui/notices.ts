import { shallowRef, triggerRef, type ShallowRef } from 'vue'

/** A short message at the edge of the screen: what was done, or why it was not. */
export interface Notice {
  id: number
  tone: 'success' | 'info' | 'error'
  title: string
  text?: string
  /** One way on, such as Undo or Show. */
  action?: { label: string; run: () => void }
}

const shown = shallowRef<Notice[]>([])
let lastId = 0

/** Errors stay until they are dismissed, the rest for a few seconds. */
const STAY_MS = 5_000

/** What is on screen now; the shell shows it in a live region. */
export const useNotices = (): Readonly<ShallowRef<readonly Notice[]>> => shown

/** Tells the person something without taking them away from what they do. Returns how to take it back. */
export function notify(notice: Omit<Notice, 'id'>): () => void {
  const id = ++lastId
  shown.value.push({ ...notice, id })
  triggerRef(shown)
  if (notice.tone !== 'error') setTimeout(() => dismissNotice(id), STAY_MS)
  return () => dismissNotice(id)
}

export function dismissNotice(id: number): void {
  shown.value = shown.value.filter((notice) => notice.id !== id)
}

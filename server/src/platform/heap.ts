import { setFlagsFromString } from 'node:v8'

/**
 * The heap is cleared when it has doubled since the last time. V8 by itself waits until it is four times as large on a machine with memory
 * to spare: what waits in a queue for a second or two then leaves three times its weight in garbage behind, and a small box is short of it.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--heap-growing-percent=100')
}

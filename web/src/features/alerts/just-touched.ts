/** As long as the animation runs: a row that scrolls into view later is not lit up once more. */
const LIT_MS = 2_500

/** Was the row edited, or did it come, a moment ago? */
export const wasJustTouched = (touchedAt: number): boolean => touchedAt > 0 && performance.now() - touchedAt < LIT_MS

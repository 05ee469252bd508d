import { createSharedComposable, useNow as useNowOfVueuse } from '@vueuse/core'

/** One clock for all relative times on the page, ten seconds a tick: finer than the coarsest thing shown needs. */
export const useNow = createSharedComposable(() => useNowOfVueuse({ interval: 10_000 }))

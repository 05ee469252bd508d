import type { ResolutionPolicy } from '../sources/source.dedup'
import type { OwnSource } from '../sources/own.source'

/** The source under which the platform tells what it has noticed itself. */
export const watchSlug = 'tocsin-watch'

/** A year: a silence and its end have one alert, however long it lasts. */
const windowSeconds = 31_536_000

/** That source, made when the watch has something to tell for the first time. */
export const watchSource = (onResolution: ResolutionPolicy): OwnSource => ({
  ...{ slug: watchSlug, name: 'Tocsin itself', product: 'tocsin' },
  settings: { on_resolution: onResolution, dedup_window_seconds: windowSeconds, memory_days: 0 },
})

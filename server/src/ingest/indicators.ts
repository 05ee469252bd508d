import type { Indicator } from '../observables/indicator.insert'
import { saidValue } from '../observables/observable.said'
import type { Finding } from './finding'

/** Indicators of a feed, each as an observable; those of types that we do not know are left out. */
export const indicatorsOf = ({ indicators }: Finding): Indicator[] =>
  indicators.flatMap(({ type, value, ...told }) => {
    const observable = saidValue(type, value)
    return observable ? [{ ...told, ...observable }] : []
  })

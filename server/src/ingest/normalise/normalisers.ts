import type { Normaliser } from './normaliser'

/** Every product that is known by its own file, one line each. Where two would recognise the same item, the one that knows more stands first. */
export const normalisers: readonly Normaliser[] = []

export const normaliserById: ReadonlyMap<string, Normaliser> = new Map(normalisers.map((one) => [one.id, one]))

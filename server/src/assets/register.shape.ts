import { z } from 'zod'
import { addressBytes } from '../platform/filter/address'
import { foldCase } from '../platform/filter/fold-case'
import { shortText } from '../platform/input'
import { addressText } from './cidr'

/** Empty text takes a value away. */
export const optionalText = (max: number) => shortText(max, 0).transform((text) => text || null)

/** In small letters, as it is looked up. */
export const foldedText = (max: number) => shortText(max).transform(foldCase)

export const words = (most: number) =>
  z
    .array(shortText(100).refine((word) => !word.includes(';'), 'must not contain ";", which parts them in CSV'))
    .max(most, `must be at most ${most}`)
    .transform((given) => [...new Map(given.map((word) => [foldCase(word), word])).values()])

/** Addresses, each written the one way. */
export const addresses = (most: number) =>
  z
    .array(shortText(50).refine((text) => addressBytes(text) !== null, 'is not an IP address'))
    .max(most, `must be at most ${most}`)
    .transform((given) => [...new Set(given.map((text) => addressText(addressBytes(text) ?? Buffer.alloc(0))))])

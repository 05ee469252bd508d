import type { Request } from 'express'
import { timeOf } from '../ingest/reading/time'
import { badInput } from '../platform/errors'

/** A parameter of the address, when it is there once; blank ones count as absent. */
export function textIn({ query }: Request, name: string): string | null {
  const value = query[name]
  if (value === undefined || value === '') return null
  if (typeof value !== 'string') throw badInput(name, 'must be given once')
  if (/[\0\p{Cs}]/u.test(value)) throw badInput(name, 'holds characters that no text has')
  return value
}

/** @throws BAD_USER_INPUT unless it is a whole number from 1 to `most` */
export function limitIn(request: Request, usual: number, most: number): number {
  const text = textIn(request, 'limit')
  if (text === null) return usual
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (value < 1 || value > most) throw badInput('limit', `must be a whole number from 1 to ${most}`)
  return value
}

/** A time in any form that products use; without a zone it is meant in UTC, as the clients of old write it. @throws BAD_USER_INPUT */
export function timeIn(request: Request, name: string): Date | null {
  const text = textIn(request, name)
  if (text === null) return null
  const time = timeOf(text)
  if (!time) throw badInput(name, 'must be an ISO 8601 time')
  return time
}

import { v7 } from 'uuid'

/** UUIDv7, made in the server: time-ordered, so indexes grow at one end and keyset paging works on the id. */
export const newId = (): string => v7()

/** The last millisecond that an id can hold. */
const latest = 2 ** 48 - 1

/** The smallest id that can be made at this time (milliseconds since 1970): what is older has a smaller one. */
export const firstIdAt = (time: number): string =>
  `${Math.min(Math.max(time, 0), latest).toString(16).padStart(12, '0').replace(/^.{8}/, '$&-')}-7000-8000-000000000000`

/** When an id was made, to the millisecond. */
export const timeOfId = (id: string): Date => new Date(parseInt(id.slice(0, 8) + id.slice(9, 13), 16))

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)

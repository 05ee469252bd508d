import { v7 } from 'uuid'

/** UUIDv7, made in the server: time-ordered, so indexes grow at one end and keyset paging works on the id. */
export const newId = (): string => v7()

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export const isUuid = (text: unknown): text is string => typeof text === 'string' && uuid.test(text)

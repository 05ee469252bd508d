import { AsyncLocalStorage } from 'node:async_hooks'

/** The request that is being answered, for log lines and error answers far from the context. */
export const currentRequest = new AsyncLocalStorage<{ requestId: string }>()

export const requestId = (): string | null => currentRequest.getStore()?.requestId ?? null

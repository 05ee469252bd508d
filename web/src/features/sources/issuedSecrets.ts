import { shallowReactive } from 'vue'

/**
 * Secrets that were told just now, by the source's id. They stay in this tab's memory until they are dismissed, so that the instructions can
 * be shown with the secret filled in; nothing writes them anywhere.
 */
const secrets = shallowReactive(new Map<string, string>())

export const issuedSecret = (sourceId: string): string | null => secrets.get(sourceId) ?? null
export const keepSecret = (sourceId: string, secret: string): void => void secrets.set(sourceId, secret)
export const dropSecret = (sourceId: string): void => void secrets.delete(sourceId)

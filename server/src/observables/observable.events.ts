import type { Platform } from '../platform/context'

const topic = 'iocsChanged'

/** Tells every node, after COMMIT, that what these tenants know to be bad has changed. */
export function announceIocs(platform: Platform, tenantIds: string[]): void {
  if (tenantIds.length > 0) platform.news.publish(topic, { tenantIds })
}

/** Calls back with the tenants, or with null when news may have been missed. Returns how to stop. */
export function onIocsChanged(platform: Platform, listener: (tenantIds: string[] | null) => void): () => void {
  const stops = [
    platform.news.subscribe(topic, (news) => listener((news as { tenantIds: string[] }).tenantIds)),
    platform.news.onGap(() => listener(null)),
  ]
  return () => stops.forEach((stop) => stop())
}

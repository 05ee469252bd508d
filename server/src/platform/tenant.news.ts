import type { Platform } from './context'

/** Told after COMMIT: something of a tenant, named by the topic, is not as it was. */
export const announceTenant = (platform: Platform, topic: string, tenantId: string): void =>
  platform.news.publish(topic, tenantId)

/** Calls back with the tenant of which something has changed, or with null when news may have been missed. Returns how to stop. */
export function onTenantNews(
  platform: Platform,
  topics: readonly string[],
  listener: (tenantId: string | null) => void,
): () => void {
  const stops = [
    ...topics.map((topic) => platform.news.subscribe(topic, (tenantId) => listener(tenantId as string))),
    platform.news.onGap(() => listener(null)),
  ]
  return () => stops.forEach((stop) => stop())
}

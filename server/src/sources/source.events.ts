import type { Platform } from '../platform/context'

/** Told after COMMIT whenever a source was made or changed, so that no node goes on with an old secret or setting. */
export interface SourceNews {
  tenantId: string
  slug: string
}

const topic = 'sourceChanged'

export const announceSource = (platform: Platform, { tenantId, slug }: SourceNews): void =>
  platform.news.publish(topic, { tenantId, slug } satisfies SourceNews)

/** Calls back for a changed source, or with null when news may have been missed. Returns how to stop. */
export function onSourceChanged(platform: Platform, listener: (news: SourceNews | null) => void): () => void {
  const stops = [
    platform.news.subscribe(topic, (news) => listener(news as SourceNews)),
    platform.news.onGap(() => listener(null)),
  ]
  return () => stops.forEach((stop) => stop())
}

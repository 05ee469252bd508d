import type { Platform } from './context'
import type { NewsChannel } from './pubsub'

const topic = 'rightsChanged'

/** Tells every node that what this person (or API key) may do has changed, or that a session of theirs has ended. Call it after COMMIT. */
export const announceRights = ({ news }: Pick<Platform, 'news'>, id: string): void => news.publish(topic, { of: id })

/** @param listener gets the id of the person or API key. */
export const onRightsChanged = (news: NewsChannel, listener: (id: string) => void): (() => void) =>
  news.subscribe(topic, (told) => listener((told as { of: string }).of))

import { ChangeKind } from '../platform/live.change'
import type { LiveFeed } from '../platform/live.feed'
import type { AlertChange } from './alert.change'
import { alertChangedTopic, type AlertNews } from './alert.events'
import type { AlertFilter } from './alert.filter.input'
import { fieldsOf, loadAlertsForLive, matchesAlert, type LiveAlert } from './alert.live'

/** How alerts become live: sent when they match now, or when a change of theirs may have taken them out of the list. */
export const alertFeed: LiveFeed<LiveAlert, AlertNews> = {
  topic: alertChangedTopic,
  load: loadAlertsForLive,
  eventFor(news, alert, { filter, userId }) {
    if (!alert) return changeOf(ChangeKind.REMOVED, news, null, false)
    const wanted = filter as AlertFilter | null
    const matches = matchesAlert(wanted, alert, { userId, now: new Date() })
    if (!matches && !mayHaveLeft(news, wanted)) return null
    return changeOf(news.before ? ChangeKind.UPDATED : ChangeKind.CREATED, news, alert, matches)
  },
  resync: {
    kind: ChangeKind.RESYNC,
    alertId: null,
    alert: null,
    matches: false,
    changedFields: [],
  } satisfies AlertChange,
  merge: (earlier, later) => ({
    ...later,
    changedFields: [...new Set([...earlier.changedFields, ...later.changedFields])],
    before: earlier.before && { ...later.before, ...earlier.before },
  }),
}

function mayHaveLeft({ before, changedFields }: AlertNews, filter: AlertFilter | null): boolean {
  if (!before) return false // new: it was in no list yet
  const fields = fieldsOf(filter)
  return changedFields.some((field) => fields.has(field))
}

const changeOf = (kind: ChangeKind, news: AlertNews, alert: LiveAlert | null, matches: boolean): AlertChange => {
  return { kind, alertId: news.id, alert, matches, changedFields: news.changedFields }
}

import { shallowRef, watch } from 'vue'
import type { AlertDetail_AlertFragment } from '../../gql/graphql'
import { deedsOf, type PastDeed } from '../../lib/history-words'
import { useViewer } from '../auth/useViewer'

/** What somebody else has done to the alert while it was being looked at; null once another alert is shown, or when it was oneself. */
export function useAlertNews(alert: () => Pick<AlertDetail_AlertFragment, 'id' | 'latest'>) {
  const { viewer } = useViewer()
  const news = shallowRef<PastDeed | null>(null)
  watch(alert, (now, before) => {
    if (now.id !== before.id) news.value = null
    const [latest] = deedsOf(now.latest)
    if (now.id !== before.id || !latest || latest.changeId === before.latest[0]?.changeId) return
    news.value = latest.actor.id === viewer.value.user?.id ? null : latest
  })
  return news
}

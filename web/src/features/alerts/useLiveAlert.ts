import { useQuery } from '@vue/apollo-composable'
import { computed, type Ref } from 'vue'
import { graphql } from '../../gql'
import { readFailure } from '../../lib/failure'
import { useLiveChanges } from '../../useLiveChanges'

const alertQuery = graphql(`
  query AlertPage($id: ID!) {
    alert(id: $id) {
      id
      key
      title
      description
      severity
      status
      rawText
      ...AlertFields_Alert
      ...StatusForm_Alert
      history(first: 50) {
        ...AlertHistory_Entry
      }
    }
  }
`)

const changes = graphql(`
  subscription AlertPage_Changes($filter: AlertFilter!) {
    alertChanged(filter: $filter) {
      kind
      alertId
    }
  }
`)

/** One alert with its history, loaded again whenever it changes. Another tenant's alert is missing, as if it did not exist. */
export function useLiveAlert(id: Readonly<Ref<string>>) {
  const { result, error, loading, refetch } = useQuery(alertQuery, () => ({ id: id.value }), {
    fetchPolicy: 'cache-and-network',
  })
  const alert = computed(() => result.value?.alert ?? null)
  const isMissing = computed(() =>
    error.value ? readFailure(error.value).code === 'NOT_FOUND' : !loading.value && result.value?.alert === null,
  )
  /** A failed refetch shows in `error`; the rejection says nothing more. */
  const reload = () => void refetch()?.catch(() => undefined)
  const variables = computed(() => ({ filter: { id: [id.value] } }))
  useLiveChanges(changes, variables, { onChange: reload, onResumed: reload })
  return { alert, error, isMissing, reload }
}

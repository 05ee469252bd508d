import { useMutation } from '@vue/apollo-composable'
import { computed, reactive, ref, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { graphql } from '../../gql'
import type { AlertStatus, ReasonCode, StatusForm_AlertFragment, Verdict } from '../../gql/graphql'
import { readFailure } from '../../lib/failure'

/** What the analyst has chosen and not yet saved. */
export interface StatusDraft {
  status: AlertStatus | undefined
  verdict: Verdict | undefined
  reasonCode: ReasonCode | undefined
  reason: string
}

const setStatus = graphql(`
  mutation StatusForm_Set($input: SetAlertStatusInput!) {
    setAlertStatus(input: $input) {
      alert {
        ...StatusForm_Alert
      }
    }
  }
`)

/**
 * The draft of a status change and the version of the alert it was begun on. If somebody else was faster, the server
 * answers CONFLICT: then `conflict` is true, and the draft is kept until its author overwrites or discards.
 */
export function useStatusChange(alert: MaybeRefOrGetter<StatusForm_AlertFragment>, onChanged: () => void) {
  const draft = reactive<StatusDraft>({ status: undefined, verdict: undefined, reasonCode: undefined, reason: '' })
  const begunOn = ref<number | null>(null)
  const conflict = ref(false)
  const { mutate, loading, error } = useMutation(setStatus, { throws: 'never' })
  const failure = computed(() => (error.value ? readFailure(error.value) : null))

  const isClosing = computed(() => draft.status === 'CLOSED')
  const isReady = computed(() => {
    if (!draft.status) return false
    return !isClosing.value || Boolean(draft.verdict && draft.reasonCode && draft.reason.trim())
  })
  const isOutdated = computed(() => begunOn.value !== null && begunOn.value !== toValue(alert).version)

  watch(
    () => draft.status,
    (status) => (begunOn.value = status ? (begunOn.value ?? toValue(alert).version) : null),
  )

  function discard() {
    Object.assign(draft, { status: undefined, verdict: undefined, reasonCode: undefined, reason: '' })
    conflict.value = false
    error.value = null
  }

  async function save(version: number, isOverwriting = false) {
    const { status, verdict, reasonCode, reason } = draft
    if (!status || !isReady.value) return
    const expectedVersion = isOverwriting ? version : (begunOn.value ?? version)
    const hasVerdict = isClosing.value || status === 'TRIAGED'
    const input = {
      alertId: toValue(alert).id,
      status,
      expectedVersion,
      verdict: hasVerdict ? verdict : undefined,
      reasonCode: hasVerdict ? reasonCode : undefined,
      reason: reason.trim() || undefined,
    }
    const answer = await mutate({ input })
    if (answer?.data) discard()
    conflict.value = failure.value?.code === 'CONFLICT' && !failure.value.allowed
    onChanged()
  }

  return { draft, isClosing, isReady, isOutdated, conflict, failure, error, loading, save, discard }
}

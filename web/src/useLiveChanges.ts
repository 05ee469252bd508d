import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { onScopeDispose, watch, type Ref } from 'vue'
import { useTenant } from './useTenantClient'

const RESUBSCRIBE_AFTER_MS = 5_000

interface LiveHandlers<Result> {
  onChange: (result: Result) => void
  /** Something may have been missed: load again what is shown. `isFirst`: only what was committed while the page loaded. */
  onResumed: (isFirst: boolean) => void
}

/**
 * Subscribes for as long as the calling component lives, and again whenever the variables change. The socket restores a
 * subscription after a break by itself; one that the server ended with an error is asked for again here.
 */
export function useLiveChanges<Result, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Result, Variables>,
  variables: Readonly<Ref<Variables>>,
  { onChange, onResumed }: LiveHandlers<Result>,
): void {
  const { apollo, live } = useTenant()
  let subscription: { unsubscribe: () => void } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function stop() {
    clearTimeout(timer)
    subscription?.unsubscribe()
  }

  function again() {
    if (live.state.value === 'refused') return
    timer = setTimeout(() => {
      start()
      onResumed(false)
    }, RESUBSCRIBE_AFTER_MS)
  }

  function start() {
    stop()
    subscription = apollo
      .subscribe({ query: document, variables: variables.value, errorPolicy: 'none' })
      .subscribe({ next: ({ data }) => data && onChange(data), error: again, complete: again })
  }

  watch(variables, start, { immediate: true })
  const stopResuming = live.whenResumed(onResumed)
  onScopeDispose(() => {
    stop()
    stopResuming()
  })
}

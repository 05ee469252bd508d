import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { graphql } from '../../gql'
import type { StartedJob_JobFragment } from '../../gql/graphql'
import { useTenant } from '../../useTenantClient'

graphql(`
  fragment StartedJob_Job on Job {
    id
    state
    isDead
    lastError
    progress {
      done
      total
    }
    result
  }
`)
const query = graphql(`
  query StartedJob($id: ID!) {
    job(id: $id) {
      ...StartedJob_Job
    }
  }
`)

const LOOK_MS = 700

/** A job that this page has started, looked at until it has ended. What it left is in `job.result`. */
export function useStartedJob(ended: (job: StartedJob_JobFragment) => void = () => undefined) {
  const { apollo } = useTenant()
  const job = shallowRef<StartedJob_JobFragment | null>(null)
  const problem = shallowRef<unknown>(null)
  const timer = ref<ReturnType<typeof setTimeout>>()
  const hasEnded = (one: StartedJob_JobFragment) => one.state === 'DONE' || one.isDead
  const isRunning = computed(() => job.value !== null && !hasEnded(job.value))
  const stop = () => clearTimeout(timer.value)
  onScopeDispose(stop)

  async function look(id: string) {
    try {
      const { data } = await apollo.query({ query, variables: { id }, fetchPolicy: 'no-cache' })
      if (job.value?.id !== id) return // forgotten, or another one by now
      if (data.job) job.value = data.job
      problem.value = null
    } catch (fault) {
      if (job.value?.id !== id) return
      problem.value = fault // a server that is away comes back: the next look finds it
    }
    if (!hasEnded(job.value)) timer.value = setTimeout(() => void look(id), LOOK_MS)
    else ended(job.value)
  }

  function follow(started: StartedJob_JobFragment) {
    stop()
    job.value = started
    void look(started.id)
  }

  /** It goes on, but nobody here wants to know. */
  function forget() {
    stop()
    job.value = null
  }

  return { job, isRunning, problem, follow, forget }
}

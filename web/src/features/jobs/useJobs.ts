import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { graphql } from '../../gql'
import type { JobRow_JobFragment, JobState } from '../../gql/graphql'
import { withJob } from '../../lib/job-list'
import { withNewest } from '../../lib/newest-first'
import { useLazyRefresh } from '../../useLazyRefresh'
import { useLiveChanges } from '../../useLiveChanges'
import { useTenant } from '../../useTenantClient'

const PAGE = 50

const jobsQuery = graphql(`
  query Jobs($state: JobState, $first: Int!, $after: String) {
    jobs(state: $state, first: $first, after: $after) {
      nodes {
        ...JobRow_Job
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`)

const jobChanged = graphql(`
  subscription JobChanged {
    jobChanged {
      kind
      job {
        ...JobRow_Job
      }
    }
  }
`)

/** The tenant's jobs, newest first, of one state or (null) of all; each changes in its place as the server tells of it. */
export function useJobs(state: Readonly<Ref<JobState | null>>) {
  const { apollo } = useTenant()
  const rows = shallowRef<JobRow_JobFragment[] | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  const cursor = ref<string | null>(null)
  let run = 0
  /** Told while a page was being loaded: it may be newer than what the page brings. */
  let isOvertaken = false

  async function ask(after: string | null) {
    const variables = { state: state.value, first: PAGE, after }
    const { data } = await apollo.query({ query: jobsQuery, variables, fetchPolicy: 'no-cache' })
    return data.jobs
  }

  async function load(after: string | null) {
    const own = ++run
    isLoading.value = true
    isOvertaken = false
    try {
      const { nodes, pageInfo } = await ask(after)
      if (own !== run) return
      rows.value = after ? withNewest(nodes, rows.value ?? []) : nodes
      cursor.value = pageInfo.hasNextPage ? (pageInfo.endCursor ?? null) : null
      error.value = null
    } catch (problem) {
      if (own === run) error.value = problem
    } finally {
      if (own === run) {
        isLoading.value = false
        if (isOvertaken) refresh()
      }
    }
  }

  /** What the server has just told of a job, or this page's own deed has made of it. */
  function take(job: JobRow_JobFragment) {
    if (isLoading.value) isOvertaken = true
    if (!rows.value) return
    const oldest = cursor.value === null ? null : (rows.value.at(-1)?.id ?? null)
    rows.value = withJob(rows.value, job, state.value, oldest)
  }

  const refresh = useLazyRefresh(() => void load(null))
  useLiveChanges(jobChanged, ref({}), {
    onChange: ({ jobChanged: { job } }) => (job ? take(job) : refresh()),
    onResumed: refresh,
  })
  watch(
    state,
    () => {
      rows.value = null
      void load(null)
    },
    { immediate: true },
  )
  return {
    rows,
    error,
    isLoading,
    hasMore: computed(() => cursor.value !== null),
    reload: () => load(null),
    loadMore: () => load(cursor.value),
    take,
  }
}

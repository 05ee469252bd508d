import { useMutation } from '@vue/apollo-composable'
import { computed } from 'vue'
import { graphql } from '../../gql'
import { replayTold } from '../../lib/dead-letter'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'
import { useStartedJob } from '../jobs/useStartedJob'

/** Replays everything that waits of a source, as a job that goes on when the page is left. `done` runs when it has ended. */
export function useReplayAll(done: () => void) {
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation DeadLetters_ReplayAll($input: ReplayAllDeadLettersInput!) {
        replayAllDeadLetters(input: $input) {
          job {
            ...StartedJob_Job
          }
        }
      }
    `),
    { throws: 'never', fetchPolicy: 'no-cache' },
  )
  const { isRunning, follow } = useStartedJob((job) => {
    const { replayed = 0, failed = 0 } = (job.result ?? {}) as { replayed?: number; failed?: number }
    if (job.isDead) notify({ tone: 'error', title: 'The replay failed', text: job.lastError ?? undefined })
    else notify(replayTold(replayed, failed, []))
    done()
  })

  async function replayAll(sourceId: string): Promise<void> {
    const answer = await mutate({ input: { sourceId } })
    if (answer?.data) follow(answer.data.replayAllDeadLetters.job)
    else notify({ tone: 'error', title: 'The replay was not started', text: readFailure(error.value).message })
  }

  return { replayAll, isReplayingAll: computed(() => loading.value || isRunning.value) }
}

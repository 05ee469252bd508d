import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../../gql'
import type { JobRow_JobFragment } from '../../gql/graphql'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'

const told = (title: string, error: unknown) => notify({ tone: 'error', title, text: readFailure(error).message })

/** Queues a dead job once more. Gives it as it is then; null when it was not, which has then been told. */
export function useRetryJob() {
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation JobRow_Retry($input: RetryJobInput!) {
        retryJob(input: $input) {
          job {
            ...JobRow_Job
          }
        }
      }
    `),
    { throws: 'never' },
  )
  async function retry(id: string): Promise<JobRow_JobFragment | null> {
    const answer = await mutate({ input: { id } })
    if (!answer?.data) told('The job was not retried', error.value)
    return answer?.data?.retryJob.job ?? null
  }
  return { retry, isRetrying: loading }
}

/** Queues a job that only shows that jobs are run. Gives it; null when it was not queued, which has then been told. */
export function useTestJob() {
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation JobsPage_Test($input: RunTestJobInput!) {
        runTestJob(input: $input) {
          job {
            ...JobRow_Job
          }
        }
      }
    `),
    { throws: 'never' },
  )
  async function runTest(): Promise<JobRow_JobFragment | null> {
    const answer = await mutate({ input: { seconds: 3, fails: false } })
    if (!answer?.data) told('No test job was queued', error.value)
    return answer?.data?.runTestJob.job ?? null
  }
  return { runTest, isStarting: loading }
}

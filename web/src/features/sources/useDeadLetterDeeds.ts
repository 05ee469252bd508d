import { useMutation } from '@vue/apollo-composable'
import { ref } from 'vue'
import { graphql } from '../../gql'
import { replayTold } from '../../lib/dead-letter'
import { readFailure } from '../../lib/failure'
import { counted } from '../../lib/words'
import { notify } from '../../ui/notices'

/** What one request settles at the most. */
const MOST_AT_ONCE = 100

const replayMutation = graphql(`
  mutation DeadLetters_Replay($input: ReplayDeadLettersInput!) {
    replayDeadLetters(input: $input) {
      replayed
      failed
      deadLetters {
        id
        state
        reason
      }
    }
  }
`)
const discardMutation = graphql(`
  mutation DeadLetters_Discard($input: DiscardDeadLettersInput!) {
    discardDeadLetters(input: $input) {
      deadLetters {
        id
        state
      }
    }
  }
`)

/** Settles chosen dead letters and tells what came of it. `done` runs after each deed, also one that failed halfway. */
export function useDeadLetterDeeds(done: () => void) {
  const quietly = { throws: 'never', fetchPolicy: 'no-cache' } as const
  const { mutate: mutateReplay, error: replayError } = useMutation(replayMutation, quietly)
  const { mutate: mutateDiscard, error: discardError } = useMutation(discardMutation, quietly)
  const isBusy = ref(false)

  /** False as soon as one request failed: what went before it stays done. */
  async function inTurn(ids: readonly string[], settle: (some: string[]) => Promise<boolean>): Promise<boolean> {
    isBusy.value = true
    for (let at = 0; at < ids.length; at += MOST_AT_ONCE) {
      if (await settle(ids.slice(at, at + MOST_AT_ONCE))) continue
      isBusy.value = false
      done()
      return false
    }
    isBusy.value = false
    done()
    return true
  }

  async function replay(ids: readonly string[]): Promise<void> {
    const [total, reasons] = [{ replayed: 0, failed: 0 }, new Array<string>()]
    const isDone = await inTurn(ids, async (some) => {
      const answer = (await mutateReplay({ input: { ids: some } }))?.data?.replayDeadLetters
      if (!answer) return false
      total.replayed += answer.replayed
      total.failed += answer.failed
      for (const { state, reason } of answer.deadLetters) if (state === 'WAITING') reasons.push(reason)
      return true
    })
    if (isDone) notify(replayTold(total.replayed, total.failed, reasons))
    else notify({ tone: 'error', title: 'The replay stopped', text: readFailure(replayError.value).message })
  }

  async function discard(ids: readonly string[]): Promise<void> {
    const isDone = await inTurn(ids, async (some) => Boolean((await mutateDiscard({ input: { ids: some } }))?.data))
    if (isDone) notify({ tone: 'success', title: `${counted(ids.length, 'item')} discarded` })
    else notify({ tone: 'error', title: 'Nothing was discarded', text: readFailure(discardError.value).message })
  }

  return { replay, discard, isBusy }
}

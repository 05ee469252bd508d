import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed, type Ref } from 'vue'
import { graphql } from '../../gql'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'

/** The item that was set aside and is to be corrected; `id` null: none is. */
export function useDeadLetter(id: Readonly<Ref<string | null>>) {
  const { result, error: loadError } = useQuery(
    graphql(`
      query UnderstandDeadLetter($id: ID!) {
        node(id: $id) {
          id
          ... on DeadLetter {
            state
            reason
            rawText
            source {
              id
              slug
              name
              product
            }
            alert {
              id
              key
            }
          }
        }
      }
    `),
    () => ({ id: id.value ?? '' }),
    () => ({ enabled: id.value !== null, fetchPolicy: 'network-only' }),
  )
  const letter = computed(() => {
    const node = result.value?.node
    return id.value !== null && node && 'reason' in node && node.id === id.value ? node : null
  })
  const isMissing = computed(() => id.value !== null && result.value?.node === null)

  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation UnderstandDeadLetter_Replay($input: ReplayCorrectedDeadLetterInput!) {
        replayCorrectedDeadLetter(input: $input) {
          deadLetter {
            id
            state
            reason
            alert {
              id
              key
            }
          }
        }
      }
    `),
    { throws: 'never' },
  )
  async function takeIn(payload: string): Promise<void> {
    if (!id.value) return
    const answer = (await mutate({ input: { id: id.value, payload } }))?.data?.replayCorrectedDeadLetter.deadLetter
    if (!answer) notify({ tone: 'error', title: 'It was not taken in', text: readFailure(error.value).message })
    else if (answer.state === 'REPLAYED') notify({ tone: 'success', title: 'Taken in, as corrected' })
    else notify({ tone: 'error', title: 'It still cannot be taken in', text: answer.reason })
  }
  return { letter, isMissing, loadError, takeIn, isTakingIn: loading }
}

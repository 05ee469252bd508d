import { useMutation } from '@vue/apollo-composable'
import { useRouter } from 'vue-router'
import { graphql } from '../../gql'
import { readFailure } from '../../lib/failure'
import { waitWords } from '../../lib/words'
import { notify } from '../../ui/notices'
import { useTenant } from '../../useTenantClient'

/** Sends one made-up alert through a source's own webhook and tells what became of it. */
export function useTestDelivery(sourceId: () => string) {
  const { tenant } = useTenant()
  const router = useRouter()
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation TestDelivery_Send($input: SendTestDeliveryInput!) {
        sendTestDelivery(input: $input) {
          delivery {
            id
          }
          alert {
            id
            key
          }
        }
      }
    `),
    { throws: 'never' },
  )

  /** The delivery and its alert; null when it was not sent, which has then been told. */
  async function send() {
    const answer = await mutate({ input: { sourceId: sourceId() } })
    if (!answer?.data) {
      const { message, retryAfter } = readFailure(error.value)
      const text = retryAfter ? `${message} Try again in ${waitWords(retryAfter)}.` : message
      notify({ tone: 'error', title: 'The test delivery was not sent', text })
      return null
    }
    const { alert } = answer.data.sendTestDelivery
    const show = () => void router.push(`/t/${tenant}/alerts/${alert?.id}`)
    notify({
      tone: 'success',
      title: alert ? `The test delivery arrived as ${alert.key}` : 'The test delivery arrived',
      action: alert ? { label: 'Show it', run: show } : undefined,
    })
    return answer.data.sendTestDelivery
  }
  return { send, isSending: loading }
}

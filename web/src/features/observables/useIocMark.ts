import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../../gql'
import { defangObservable } from '../../lib/defang'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'

const markMutation = graphql(`
  mutation ObservableMark($input: UpdateObservableInput!) {
    updateObservable(input: $input) {
      observable {
        ...ObservableLine_Observable
      }
    }
  }
`)

interface Marked {
  id: string
  type: string
  value: string
}

/** Says of a value that it is bad, or that it is not, with the way back at hand. */
export function useIocMark() {
  const { mutate, loading, error } = useMutation(markMutation, { throws: 'never' })

  async function mark(observable: Marked, isIoc: boolean): Promise<void> {
    const answer = await mutate({ input: { id: observable.id, isIoc } })
    if (!answer?.data) {
      notify({ tone: 'error', title: 'Nothing was marked', text: readFailure(error.value).message })
      return
    }
    const shown = defangObservable(observable.type, observable.value)
    notify({
      tone: 'success',
      title: isIoc ? `${shown} is marked as bad` : `${shown} is marked as harmless`,
      text: 'It counts for alerts that come from now on.',
      action: { label: 'Undo', run: () => void mark(observable, !isIoc) },
    })
  }
  return { mark, isMarking: loading }
}

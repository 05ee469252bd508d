import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../../gql'
import type { UpdateSourceInput } from '../../gql/graphql'
import { readFailure } from '../../lib/failure'
import { notify } from '../../ui/notices'

/** Changes a source's settings. `update` gives whether it worked; the fault is in `error`, and told when the caller shows no form. */
export function useSourceUpdate({ isQuiet = false } = {}) {
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation Source_Update($input: UpdateSourceInput!) {
        updateSource(input: $input) {
          source {
            ...SourceView_Source
          }
        }
      }
    `),
    { throws: 'never' },
  )
  async function update(input: UpdateSourceInput): Promise<boolean> {
    const answer = await mutate({ input })
    if (answer?.data) return true
    if (!isQuiet) notify({ tone: 'error', title: 'The source was not changed', text: readFailure(error.value).message })
    return false
  }
  return { update, isSaving: loading, error }
}

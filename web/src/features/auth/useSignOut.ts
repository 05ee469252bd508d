import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../../gql'
import { forgetSession } from './sessionMark'

/** Ends the session and loads the sign-in page afresh, so that nothing of this identity stays in memory. */
export function useSignOut() {
  const { mutate, loading } = useMutation(
    graphql(`
      mutation SignOut {
        signOut
      }
    `),
    { throws: 'never' },
  )
  async function signOut() {
    forgetSession()
    await mutate()
    location.assign('/sign-in')
  }
  return { signOut, loading }
}

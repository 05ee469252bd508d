import { ref, shallowRef } from 'vue'
import { graphql } from '../../gql'
import type { UnderstandQuery } from '../../gql/graphql'
import { useTenant } from '../../useTenantClient'

const understandQuery = graphql(`
  query Understand($input: UnderstandInput!) {
    understand(input: $input) {
      itemsTotal
      items {
        ...UnderstoodItem_Item
      }
    }
  }
`)

/** Asks what a payload would be understood as. The answer keeps the text and product it belongs to, for both may be edited meanwhile. */
export function useUnderstand() {
  const { apollo } = useTenant()
  const answer = shallowRef<(UnderstandQuery['understand'] & { payload: string; product: string }) | null>(null)
  const error = shallowRef<unknown>(null)
  const isAsking = ref(false)

  async function ask(payload: string, product: string): Promise<void> {
    if (isAsking.value) return
    isAsking.value = true
    try {
      const variables = { input: { payload, product } }
      const { data } = await apollo.query({ query: understandQuery, variables, fetchPolicy: 'no-cache' })
      answer.value = { ...data.understand, payload, product }
      error.value = null
    } catch (problem) {
      answer.value = null
      error.value = problem
    } finally {
      isAsking.value = false
    }
  }
  return { answer, error, isAsking, ask }
}

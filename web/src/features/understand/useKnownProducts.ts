import { useQuery } from '@vue/apollo-composable'
import { computed, ref, shallowRef } from 'vue'
import { graphql } from '../../gql'
import { useTenant } from '../../useTenantClient'

const productsQuery = graphql(`
  query KnownProducts {
    knownProducts {
      id
      name
    }
  }
`)
const samplesQuery = graphql(`
  query KnownProduct_Samples($id: String!) {
    knownProducts(ids: [$id]) {
      id
      samples {
        about
        body
      }
    }
  }
`)

/** The products that the server knows, and the samples of the one that was asked for last; those come only when they are wanted. */
export function useKnownProducts() {
  const { apollo } = useTenant()
  const { result } = useQuery(productsQuery)
  const products = computed(() => result.value?.knownProducts ?? [])
  const sampled = ref('')
  const samples = shallowRef<readonly { about: string; body: string }[]>([])
  const error = shallowRef<unknown>(null)

  async function loadSamples(id: string): Promise<void> {
    sampled.value = id
    samples.value = []
    error.value = null
    try {
      const { data } = await apollo.query({ query: samplesQuery, variables: { id } })
      if (sampled.value === id) samples.value = data.knownProducts[0]?.samples ?? []
    } catch (problem) {
      if (sampled.value === id) error.value = problem
    }
  }
  return { products, sampled, samples, error, loadSamples }
}

import { useMutation, useQuery } from '@vue/apollo-composable'
import { computed, ref, shallowRef } from 'vue'
import { graphql } from '../../gql'
import { readFailure } from '../../lib/failure'
import { changeOf, editsAgainst, flatWeights, type FlatWeights } from '../../lib/risk-weights'
import { notify } from '../../ui/notices'

graphql(`
  fragment RiskWeights_Set on RiskWeightSet {
    severity
    internalSource
    externalSource
    privilegedUser
    knownBad
    repetition
    falsePositives
    eventTypes {
      eventType
      weight
    }
    assets {
      criticality
      weight
    }
  }
`)
const query = graphql(`
  query RiskWeights {
    riskWeights {
      version
      updatedAt
      weights {
        ...RiskWeights_Set
      }
      defaults {
        ...RiskWeights_Set
      }
    }
  }
`)
const save = graphql(`
  mutation RiskWeights_Update($input: UpdateRiskWeightsInput!) {
    updateRiskWeights(input: $input) {
      riskWeights {
        version
      }
    }
  }
`)

/**
 * The tenant's weights and what somebody has made of them here, kept apart: when somebody else has changed the stored ones meanwhile, the
 * edits stand on theirs, and are saved once more by who has looked at both.
 */
export function useRiskWeights() {
  const { result, loading, error, refetch } = useQuery(query, null, { fetchPolicy: 'no-cache' })
  const update = useMutation(save, { throws: 'never' })
  const edited = shallowRef<FlatWeights>({})
  /** Names that somebody else has changed, since the last look. */
  const changedElsewhere = ref<string[]>([])
  const saveError = shallowRef<unknown>(null)

  const found = computed(() => result.value?.riskWeights ?? null)
  const stored = computed<FlatWeights>(() => (found.value ? flatWeights(found.value.weights) : {}))
  const usual = computed<FlatWeights>(() => (found.value ? flatWeights(found.value.defaults) : {}))
  const edits = computed(() => editsAgainst(stored.value, edited.value))
  const shown = computed<FlatWeights>(() => ({ ...stored.value, ...edits.value }))

  const set = (name: string, weight: number) => (edited.value = { ...edited.value, [name]: weight })
  const undo = () => ((edited.value = {}), (changedElsewhere.value = []), (saveError.value = null))
  const reset = () => (edited.value = usual.value)

  async function takeTheirs() {
    const before = stored.value
    await refetch()
    changedElsewhere.value = Object.keys(stored.value).filter((name) => stored.value[name] !== before[name])
  }

  async function submit() {
    const input = { expectedVersion: found.value?.version, weights: changeOf(edits.value) }
    saveError.value = null
    const answer = await update.mutate({ input })
    try {
      if (answer?.data) {
        await refetch()
        undo()
        notify({
          tone: 'success',
          title: 'The weights are changed',
          text: 'They count for alerts from now on; those that are stored can be scored again.',
        })
      } else if (readFailure(update.error.value).code === 'CONFLICT') await takeTheirs()
      else saveError.value = update.error.value
    } catch (problem) {
      saveError.value = problem
    }
  }

  return {
    isLoading: loading,
    error,
    retry: () => void refetch()?.catch(() => undefined),
    found,
    stored,
    usual,
    shown,
    edits,
    set,
    undo,
    reset,
    submit,
    isSaving: update.loading,
    saveError,
    changedElsewhere,
  }
}

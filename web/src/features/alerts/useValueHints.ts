import { computed, type Ref } from 'vue'
import { valueWords } from '../../lib/queue-chips'
import { FACETS } from '../../lib/queue-facets'
import { fieldSpec, ME, NOBODY, type QueueField } from '../../lib/queue-fields'
import { filterOf } from '../../lib/queue-filter'
import type { Queue } from '../../lib/queue-query'
import { valueHints, type SearchToken } from '../../lib/queue-search'
import { useFacets } from './useFacets'

const MOST = 100
const isCounted = (field: QueueField) => FACETS.some((facet) => facet.field === field) || field === 'entity'
const asIs = (_: QueueField, value: string) => value

/** Values for the field that is being typed: its few words, or the commonest there are. */
export function useValueHints(piece: Readonly<Ref<SearchToken | undefined>>, queue: () => Queue) {
  const field = computed(() => piece.value?.field ?? null)
  const { facets } = useFacets(() => ({
    filter: filterOf(queue()),
    fields: field.value && !fieldSpec(field.value).choices && isCounted(field.value) ? [field.value] : [],
    top: MOST,
  }))
  const known = computed(() => {
    if (!field.value) return []
    const { choices, kind } = fieldSpec(field.value)
    const words = [...(choices ?? []), ...(kind === 'person' ? [ME, NOBODY] : [])]
    const named = words.map((value) => ({ value, label: valueWords(field.value ?? 'status', value, asIs) }))
    return [...named, ...(facets.value.get(field.value) ?? [])]
  })
  return { hints: computed(() => valueHints(piece.value, known.value)) }
}

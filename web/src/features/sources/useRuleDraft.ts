import { computed, reactive, watch } from 'vue'
import type { DedupRule } from '../../gql/graphql'
import { orderedFields } from '../../lib/dedup-rule'
import { isSameRule, type Rule } from '../../lib/dedup-words'

export interface RuleDraft extends Rule {
  fields: string[]
}

const copyOf = ({ byVendorId, fields, windowSeconds, memoryDays }: DedupRule): RuleDraft => ({
  byVendorId,
  fields: [...fields],
  windowSeconds,
  memoryDays,
})

/** A rule being edited beside the saved one. Somebody else's change takes an untouched draft along and leaves a touched one alone. */
export function useRuleDraft(saved: () => DedupRule) {
  const draft = reactive(copyOf(saved()))
  const rule = computed<RuleDraft>(() => ({ ...draft, fields: orderedFields(draft.fields, saved().fields) }))
  const isChanged = computed(() => !isSameRule(rule.value, saved()))
  const reset = () => void Object.assign(draft, copyOf(saved()))
  watch(saved, (now, before) => {
    const asBefore = { ...draft, fields: orderedFields(draft.fields, before.fields) }
    if (isSameRule(asBefore, before) && !isSameRule(now, before)) reset()
  })
  /** Numbers come from fields that may be empty. */
  const isComplete = computed(
    () => draft.fields.length > 0 && Number.isInteger(draft.windowSeconds) && Number.isInteger(draft.memoryDays),
  )
  return { draft, rule, isChanged, isComplete, reset }
}

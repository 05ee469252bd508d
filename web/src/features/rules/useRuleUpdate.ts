import { useMutation } from '@vue/apollo-composable'
import { graphql } from '../../gql'
import type { RulePage_RuleFragment, UpdateRuleInput } from '../../gql/graphql'
import { notify } from '../../ui/notices'

/** Changes a rule as it was shown: CONFLICT when somebody has changed it since. */
export function useRuleUpdate(rule: () => RulePage_RuleFragment) {
  const { mutate, loading, error } = useMutation(
    graphql(`
      mutation RuleUpdate($input: UpdateRuleInput!) {
        updateRule(input: $input) {
          rule {
            ...RulePage_Rule
          }
        }
      }
    `),
    { throws: 'never' },
  )
  async function update(change: Omit<UpdateRuleInput, 'id' | 'expectedVersion'>): Promise<boolean> {
    const { id, version } = rule()
    const answer = await mutate({ input: { id, expectedVersion: version, ...change } })
    if (answer?.data) notify({ tone: 'success', title: 'The rule is changed' })
    return Boolean(answer?.data)
  }
  return { update, isSaving: loading, error }
}

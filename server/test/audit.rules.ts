import type { Platform } from '../src/platform/context'
import { ruleIdentity } from '../src/rules/rule.identity'
import { anAlert } from './alerts'
import { unique } from './harness'

/** A rule of the tenant's that nobody has changed yet. */
async function aRule(platform: Platform, tenantId: string): Promise<{ id: string }> {
  const ruleId = unique('rule')
  await anAlert(platform, tenantId, { product: 'Wazuh', ruleId })
  return { id: ruleIdentity(tenantId, 'Wazuh', ruleId) }
}

/** The deeds that can be done with a rule. @param where is asked when the test runs */
export const ruleDeeds = (where: () => { platform: Platform; tenantId: string }) => ({
  updateRule: {
    document: 'mutation ($id: ID!) { updateRule(input: { id: $id, guide: "# Look" }) { rule { id } } }',
    variables: () => aRule(where().platform, where().tenantId),
    action: 'rule.update',
  },
})

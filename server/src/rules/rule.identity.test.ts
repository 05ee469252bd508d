import fc from 'fast-check'
import { ruleIdentity, ruleOf } from './rule.identity'
import { RememberedRules } from './rule.known'

const tenant = '019aa0c0-0000-7000-8000-000000000001'
const other = '019aa0c0-0000-7000-8000-000000000002'

it('is a UUID of version 8, the same for everybody who sees the rule', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (product, ruleId) => {
      const id = ruleIdentity(tenant, product, ruleId)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(ruleIdentity(tenant, product, ruleId)).toBe(id)
    }),
  )
})

it('differs by tenant, product and rule, the product in any case', () => {
  const id = ruleIdentity(tenant, 'Wazuh', '5712')
  expect(ruleIdentity(tenant, 'wazuh', '5712')).toBe(id)
  const others = [ruleIdentity(other, 'Wazuh', '5712'), ruleIdentity(tenant, 'Falco', '5712')]
  expect(new Set([id, ...others, ruleIdentity(tenant, 'Wazuh', '5713')]).size).toBe(4)
  expect(ruleIdentity(tenant, 'ab', 'c')).not.toBe(ruleIdentity(tenant, 'a', 'bc'))
})

it('is none when the product or its rule is not said', () => {
  expect(ruleOf({ tenantId: tenant, product: 'Wazuh', ruleId: null })).toBeNull()
  expect(ruleOf({ tenantId: tenant, product: null, ruleId: '5712' })).toBeNull()
})

it('remembers the rules seen last, and forgets those that were not seen for longest', () => {
  const rules = new RememberedRules()
  rules.remember(['first', 'second'])
  expect(rules.has('first')).toBe(true) // seen again
  rules.remember(Array.from({ length: 49_999 }, (_, index) => `rule ${index}`))
  expect([rules.has('first'), rules.has('second'), rules.has('rule 0')]).toEqual([true, false, true])
})

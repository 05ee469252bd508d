import { derivedId } from '../platform/ids'

/**
 * The id of a tenant's rule, from what the product calls it: whoever sees the rule first gives it the id that everybody
 * else would, so nobody has to look. The product counts in any case.
 */
export const ruleIdentity = (tenantId: string, product: string, ruleId: string): string =>
  derivedId(tenantId, product.toLowerCase(), ruleId)

/** The rule of something that fired: none when it does not say which. */
export const ruleOf = (fired: { tenantId: string; product: string | null; ruleId: string | null }): string | null =>
  fired.product === null || fired.ruleId === null ? null : ruleIdentity(fired.tenantId, fired.product, fired.ruleId)

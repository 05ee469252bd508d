import { sha256 } from '../platform/crypto'

/**
 * The id of a tenant's rule, from what the product calls it: whoever sees the rule first gives it the id that everybody
 * else would, so nobody has to look. A UUID of version 8 (RFC 9562) over SHA-256; the product counts in any case.
 */
export function ruleIdentity(tenantId: string, product: string, ruleId: string): string {
  const digest = sha256([tenantId, product.toLowerCase(), ruleId].join('\0')).subarray(0, 16)
  digest.writeUInt8((digest.readUInt8(6) & 0x0f) | 0x80, 6)
  digest.writeUInt8((digest.readUInt8(8) & 0x3f) | 0x80, 8)
  return digest.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** The rule of something that fired: none when it does not say which. */
export const ruleOf = (fired: { tenantId: string; product: string | null; ruleId: string | null }): string | null =>
  fired.product === null || fired.ruleId === null ? null : ruleIdentity(fired.tenantId, fired.product, fired.ruleId)

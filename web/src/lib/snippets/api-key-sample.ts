import { shText } from './endpoint'

interface KeyUse {
  origin: string
  tenant: string
  secret: string
  scopes: readonly string[]
}

/** A command that shows a new key at work, with something that it may ask. */
export function apiKeySample({ origin, tenant, secret, scopes }: KeyUse): string {
  const query = scopes.includes('alert:read')
    ? '{ alerts(first: 5) { nodes { key title severity status } } }'
    : '{ viewer { tenant { name } permissions } }'
  return `KEY=${shText(secret)}
curl -sS ${shText(`${origin}/graphql`)} \\
  -H 'Content-Type: application/json' \\
  -H ${shText(`X-Tenant: ${tenant}`)} \\
  -H "Authorization: Bearer $KEY" \\
  -d ${shText(JSON.stringify({ query }))}
`
}

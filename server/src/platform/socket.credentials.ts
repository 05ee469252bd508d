import type { IncomingHttpHeaders } from 'node:http'

/** What somebody shows of who they are and which tenant they mean, by the names that HTTP uses. */
export interface Shown {
  apiKey: string | null
  authorization: string | null
  tenant: string | null
}

/**
 * Reads connection_init's payload, whatever the case of its names: `apiKey` or `X-API-Key`, `authorization`, `tenant` or `X-Tenant`, also under
 * `headers`, as some clients send them. Programs may send the headers themselves with the upgrade; a browser's page cannot.
 */
export function shownIn(payload: Record<string, unknown>, headers: IncomingHttpHeaders): Shown {
  const said = lowerCased({ ...record(payload.headers), ...payload })
  const find = (...names: string[]): string | null => {
    const found = names
      .map((name) => said.get(name) ?? headers[name])
      .find((value) => typeof value === 'string' && value !== '')
    return typeof found === 'string' ? found : null
  }
  return {
    apiKey: find('apikey', 'x-api-key'),
    authorization: find('authorization'),
    tenant: find('tenant', 'x-tenant'),
  }
}

const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

const lowerCased = (values: Record<string, unknown>): Map<string, unknown> =>
  new Map(Object.entries(values).map(([name, value]) => [name.toLowerCase(), value]))

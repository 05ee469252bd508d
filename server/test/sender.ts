import { createHmac } from 'node:crypto'
import { createApiKey } from '../src/auth/api-key.service'
import { Role } from '../src/auth/role'
import type { Context, Platform, TenantRef } from '../src/platform/context'
import type { Answer } from '../src/ingest/answer'
import type { SourceAuthentication } from '../src/sources/source.authentication'
import { createWebhookSource } from '../src/sources/source.service'
import { aMember, unique } from './harness'

export const sign = (secret: string, body: string | Buffer): string =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`

export interface Sent {
  status: number
  headers: Headers
  body: Answer & { code: string; detail: string; requestId: string }
}

/** A source as its sender knows it: an address and a secret. */
export interface Sender {
  admin: Context & { tenant: TenantRef }
  tenant: TenantRef
  id: string
  slug: string
  secret: string
  /** Posts a body, signed with the secret unless a header says otherwise; null leaves a header out. */
  send(body: unknown, headers?: Record<string, string | null>): Promise<Sent>
}

export interface SenderOptions {
  tenant?: TenantRef
  slug?: string
  product?: string
  authentication?: SourceAuthentication
}

/** A fresh source (in a fresh tenant unless said) that posts to a running node. */
export async function aSender(node: { url: string; platform: Platform }, options: SenderOptions = {}): Promise<Sender> {
  const admin = await aMember(node.platform, { role: Role.ADMIN, tenant: options.tenant })
  const slug = options.slug ?? unique('siem')
  const { product, authentication } = options
  const made = await createWebhookSource(admin, { slug, name: 'The SIEM', product, authentication })
  const send: Sender['send'] = (body, headers = {}) => {
    const bytes = typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
    const signed = {
      'x-tenant': admin.tenant.slug,
      'x-signature': sign(made.secret, bytes),
      'content-type': 'application/json',
    }
    return post(`${node.url}/api/v1/webhook/${slug}`, bytes, { ...signed, ...headers })
  }
  return { admin, tenant: admin.tenant, id: made.source.id, slug, secret: made.secret, send }
}

/** The secret of a fresh API key of this administrator's tenant. */
export async function aKey(admin: Context, scopes = ['ingest:write']): Promise<string> {
  const { secret } = await createApiKey(admin, { name: unique('key'), scopes })
  return secret
}

export async function post(url: string, body: string | Buffer, headers: Record<string, string | null>): Promise<Sent> {
  const given = Object.entries(headers).filter((header): header is [string, string] => header[1] !== null)
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(bytes), headers: given })
  return { status: response.status, headers: response.headers, body: (await response.json()) as Sent['body'] }
}

/** The exact texts of what a tenant was sent and was taken, oldest first. */
export async function storedTexts(platform: Platform, tenantId: string): Promise<string[]> {
  const rows = await platform.database.transaction({ tenantId }, (db) =>
    db.query<{ raw: string }>('SELECT raw FROM event ORDER BY id'),
  )
  return rows.map((row) => row.raw)
}

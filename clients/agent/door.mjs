// @ts-check
import { createHmac } from 'node:crypto'

export const version = '1.0.0'

const userAgent = `tocsin-agent/${version} (${process.platform}; node ${process.versions.node})`

/**
 * An address that signals may be sent to: https, or this very machine.
 * @param {string} text
 * @throws TypeError
 */
export function safeUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) throw new TypeError(`${text} is not an address`)
  if (url.username || url.password || url.hash)
    throw new TypeError('an address may hold no user, password or fragment; keys have settings of their own')
  if (url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url.hostname))) return url
  throw new TypeError(`${url.origin}: only https may leave this machine`)
}

/** @param {string} host */
const isThisMachine = (host) => host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)

/**
 * Where heartbeats go: `/ingest` at the end of the endpoint's path gives way to `/agents/heartbeat`.
 * Null for an endpoint that ends otherwise: a webhook has no heartbeats.
 * @param {URL} endpoint
 */
export function heartbeatUrlOf(endpoint) {
  const path = endpoint.pathname.replace(/\/+$/, '')
  if (!path.endsWith('/ingest')) return null
  const url = new URL(endpoint)
  url.pathname = `${path.slice(0, -'/ingest'.length)}/agents/heartbeat`
  url.search = ''
  return url
}

/**
 * @typedef {object} Credentials
 * @property {string} [apiKey] goes along as `X-API-Key`.
 * @property {string} [secret] of a webhook source; signs the body.
 * @property {string} [tenant] slug or id, for `X-Tenant`.
 */

/**
 * The headers of one request. A signed one also carries the item's name as its `Idempotency-Key`, so that a webhook
 * that has stored it already says so.
 * @param {Credentials} credentials
 * @param {Buffer} body the very bytes that are sent.
 * @param {string} [name]
 * @returns {Record<string, string>}
 */
export function headersFor({ apiKey, secret, tenant }, body, name) {
  return {
    'content-type': 'application/json',
    'user-agent': userAgent,
    ...(apiKey && { 'x-api-key': apiKey }),
    ...(tenant && { 'x-tenant': tenant }),
    ...(secret && { 'x-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
    ...(secret && name && { 'idempotency-key': name }),
  }
}

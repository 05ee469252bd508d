import { randomBytes } from 'node:crypto'
import type { Platform } from '../platform/context'
import { randomSecret, sha256 } from '../platform/crypto'
import { SourceAuthentication } from './source.authentication'

/** A fresh secret of 256 bits; its prefix tells people and secret scanners what it is. */
export const newWebhookSecret = (way: SourceAuthentication = SourceAuthentication.SIGNATURE): string =>
  way === SourceAuthentication.STANDARD_WEBHOOKS
    ? `whsec_${randomBytes(32).toString('base64')}`
    : `whs_${randomSecret()}`

/** The context binds a sealed secret to its source: copied to another row it does not open. */
const contextOf = (sourceId: string): string => `source:${sourceId}`

export const sealSecret = (platform: Platform, sourceId: string, secret: string): Buffer =>
  platform.secrets.seal(secret, contextOf(sourceId))

export const openSecret = (platform: Platform, sourceId: string, sealed: Buffer): Buffer =>
  Buffer.from(platform.secrets.open(sealed, contextOf(sourceId)))

/** By which a source is found when its secret is its address; null in every other way of proof. A fast hash does: the secret is random. */
export const tokenHashOf = (way: SourceAuthentication, secret: string): Buffer | null =>
  way === SourceAuthentication.URL_TOKEN ? sha256(secret) : null

import type { Platform } from '../platform/context'
import { randomSecret } from '../platform/crypto'

/** A fresh secret; its prefix tells people and secret scanners what it is. */
export const newWebhookSecret = (): string => `whs_${randomSecret()}`

/** The context binds a sealed secret to its source: copied to another row it does not open. */
const contextOf = (sourceId: string): string => `source:${sourceId}`

export const sealSecret = (platform: Platform, sourceId: string, secret: string): Buffer =>
  platform.secrets.seal(secret, contextOf(sourceId))

export const openSecret = (platform: Platform, sourceId: string, sealed: Buffer): Buffer =>
  Buffer.from(platform.secrets.open(sealed, contextOf(sourceId)))

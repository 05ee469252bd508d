import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'

export const sha256 = (bytes: string | Buffer): Buffer => createHash('sha256').update(bytes).digest()
/** In one step, which costs half. */
export const sha256Hex = (bytes: string | Buffer): string => hash('sha256', bytes, 'hex')
export const hmacSha256 = (secret: string | Buffer, bytes: Buffer): Buffer =>
  createHmac('sha256', secret).update(bytes).digest()

/** Compares in constant time. Lengths may differ without an early return on content. */
export function equalInConstantTime(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}

/** Random text for secrets: base64url of `bytes` random bytes. */
export const randomSecret = (bytes = 32): string => randomBytes(bytes).toString('base64url')

/**
 * Encrypts stored secrets with AES-256-GCM under a key derived (HKDF-SHA-256, RFC 5869) from TOCSIN_SECRET_KEY.
 * Sealed form: version 1 ‖ 12 bytes IV ‖ 16 bytes tag ‖ ciphertext. `context` (such as "source:<id>") is authenticated, so that
 * a sealed secret copied to another row does not open.
 */
export class SecretBox {
  private readonly key: Buffer

  constructor(secretKey: string) {
    this.key = Buffer.from(hkdfSync('sha256', secretKey, 'tocsin', 'stored secrets', 32))
  }

  seal(text: string, context: string): Buffer {
    const iv = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', this.key, iv).setAAD(Buffer.from(context))
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([Buffer.from([1]), iv, cipher.getAuthTag(), body])
  }

  /** @throws when the key, the context or the bytes are not those it was sealed with. */
  open(sealed: Buffer, context: string): string {
    if (sealed[0] !== 1) throw new Error('This secret was sealed in a form that this version does not know')
    const decipher = createDecipheriv('aes-256-gcm', this.key, sealed.subarray(1, 13))
    decipher.setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(13, 29))
    return Buffer.concat([decipher.update(sealed.subarray(29)), decipher.final()]).toString('utf8')
  }
}

/** Where a link of a payload would lead. */
export interface OutsideAddress {
  href: string
  /** As the browser would ask for it: look-alike letters show as xn--…; a port belongs to it. */
  host: string
  isEncrypted: boolean
}

/** Null for what is no address of the web (javascript:, file:, half an address), and for one that carries a name and password. */
export function outsideAddress(text: string): OutsideAddress | null {
  if (!URL.canParse(text)) return null
  const { href, host, protocol, username, password } = new URL(text)
  if ((protocol !== 'https:' && protocol !== 'http:') || username || password) return null
  return { href, host, isEncrypted: protocol === 'https:' }
}

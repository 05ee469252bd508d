/**
 * Makes an address from a payload safe to show and to paste: hxxps://evil[.]example.
 * The usual convention among analysts; the dots of the host alone are bracketed, so that paths and versions stay readable.
 */
export function defang(address: string): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address)
  if (!match) return address.replaceAll('.', '[.]')
  const [, scheme = '', host = '', rest = ''] = match
  return `${scheme.replace(/^http/i, 'hxxp')}://${host.replaceAll('.', '[.]')}${rest}`
}

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

/** mallory@evil[.]example: mail programs make links of addresses, too. */
export function defangMail(address: string): string {
  const at = address.lastIndexOf('@')
  return at === -1 ? address : `${address.slice(0, at)}${address.slice(at).replaceAll('.', '[.]')}`
}

/** Of this network, the machine itself, or of no use outside: RFC 1918, 6598, 3927 and the like. */
const inside =
  /^(?:0|10|127)\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^192\.168\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\./

/** Public IPv4 addresses get brackets, 203[.]0[.]113[.]9; one's own stay readable, and colons of IPv6 make no link. */
export function defangIp(ip: string): string {
  return inside.test(ip) || ip.includes(':') ? ip : ip.replaceAll('.', '[.]')
}

/** A value of one of the schema's ObservableType, safe to show. Copy the value itself: one searches elsewhere by the true one. */
export function defangObservable(type: string, value: string): string {
  switch (type) {
    case 'URL':
    case 'DOMAIN':
      return defang(value)
    case 'IP_ADDRESS':
    case 'SUBNET':
      return defangIp(value)
    case 'EMAIL_ADDRESS':
      return defangMail(value)
    default:
      // A name of a host is one's own as a rule; a type that is not known may hold an address nevertheless.
      return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? defang(value) : value
  }
}

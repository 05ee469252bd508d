import { addressBytes } from '../platform/filter/address'
import { blockOf } from './cidr'

export interface KnownNetwork {
  cidr: string
  /** Null for a range that nobody has named. */
  name: string | null
  isInternal: boolean
}

/** What an address is to a tenant. */
export interface AddressPlace {
  network: string | null
  isInternal: boolean
}

/** Private and local addresses: RFC 1918, RFC 6598 (carrier-grade NAT), loopback, link-local, RFC 4193. */
const ownByNature: KnownNetwork[] = [
  ...['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['::1/128', 'fe80::/10', 'fc00::/7'],
].map((cidr) => ({ cidr, name: null, isInternal: true }))

/** Blocks of one family and length, by their masked bytes. */
interface Level {
  family: number
  bits: number
  blocks: Map<string, KnownNetwork>
}

/** Finds the smallest of many blocks that holds an address, by one look for each length of prefix that there is. Pure. */
export class NetworkTable {
  private readonly levels: Level[] = []

  /** While the tenant calls no block its own, the private and local ranges are. */
  constructor(named: readonly KnownNetwork[]) {
    const isAnyInternal = named.some(({ isInternal }) => isInternal)
    for (const network of [...(isAnyInternal ? [] : ownByNature), ...named]) this.add(network)
    this.levels.sort((one, other) => other.bits - one.bits)
  }

  /** Null when the text is no address. What no block holds is somebody else's. */
  placeOf(address: string): AddressPlace | null {
    const bytes = addressBytes(address)
    if (!bytes) return null
    for (const { family, bits, blocks } of this.levels) {
      if (family !== bytes[0]) continue
      const found = blocks.get(masked(bytes, bits))
      if (found) return { network: found.name, isInternal: found.isInternal }
    }
    return { network: null, isInternal: false }
  }

  private add(network: KnownNetwork): void {
    const block = blockOf(network.cidr)
    if (!block) return
    const [family = 0] = block.bytes
    let level = this.levels.find((one) => one.family === family && one.bits === block.bits)
    if (!level) this.levels.push((level = { family, bits: block.bits, blocks: new Map() }))
    level.blocks.set(masked(block.bytes, block.bits), network)
  }
}

/** The first `bits` of an address, as a text to look up. */
function masked(bytes: Buffer, bits: number): string {
  const whole = 1 + (bits >> 3)
  const rest = bits & 7
  const text = bytes.toString('latin1', 1, whole)
  return rest === 0 ? text : text + String.fromCharCode((bytes[whole] ?? 0) & (0xff00 >> rest))
}

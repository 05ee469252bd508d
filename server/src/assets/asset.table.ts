import { addressBytes } from '../platform/filter/address'
import { foldCase } from '../platform/filter/fold-case'
import { Criticality } from '../scoring/criticality'
import { addressText } from './cidr'

export interface KnownAsset {
  id: string
  /** In small letters. */
  host: string
  criticality: Criticality
  addresses: string[]
}

/** What an alert says of the machines it is about. */
export interface SaidMachines {
  host: string | null
  srcIp: string | null
  dstIp: string | null
}

const rank = new Map(Object.values(Criticality).map((criticality, index) => [criticality, index]))

/** Finds assets by host and by address. Pure. */
export class AssetTable {
  private readonly byHost = new Map<string, KnownAsset>()
  /** Null: several assets have the same name in different domains, so that the short name says nothing. */
  private readonly byShortName = new Map<string, KnownAsset | null>()
  private readonly byAddress = new Map<string, KnownAsset>()

  constructor(assets: readonly KnownAsset[]) {
    for (const asset of assets) {
      this.byHost.set(asset.host, asset)
      const short = shortName(asset.host)
      if (short !== asset.host) this.byShortName.set(short, this.byShortName.has(short) ? null : asset)
      for (const address of asset.addresses) this.byAddress.set(address, asset)
    }
  }

  /** By host; else by address, the more critical of the two ends, and the target where they are alike. */
  find({ host, srcIp, dstIp }: SaidMachines): KnownAsset | null {
    const named = host === null ? null : (this.byName(foldCase(host)) ?? this.at(host))
    if (named) return named
    const [source, target] = [this.at(srcIp), this.at(dstIp)]
    if (!source || !target) return source ?? target
    return (rank.get(source.criticality) ?? 0) > (rank.get(target.criticality) ?? 0) ? source : target
  }

  /** Two long names are the same machine only when they are the same name. */
  private byName(host: string): KnownAsset | null {
    const exact = this.byHost.get(host)
    if (exact) return exact
    const short = shortName(host)
    return (short === host ? this.byShortName.get(host) : this.byHost.get(short)) ?? null
  }

  private at(address: string | null): KnownAsset | null {
    if (address === null || this.byAddress.size === 0) return null
    const bytes = addressBytes(address)
    return (bytes && this.byAddress.get(addressText(bytes))) ?? null
  }
}

/** The part before the first dot; an address has none. */
const shortName = (host: string): string =>
  host.includes('.') && addressBytes(host) === null ? (host.split('.')[0] ?? host) : host

import type { AlertDetail_AlertFragment } from '../gql/graphql'

type Source = Pick<AlertDetail_AlertFragment, 'srcNetwork' | 'dstNetwork' | 'riskExplanation'>

/** What the score says of where it comes from; the words before the network's name are the server's own. */
function side(explanation: Source['riskExplanation']): string[] {
  const why = explanation.find(({ factor }) => factor === 'source')?.why ?? ''
  const [, word] = /^It comes from an (internal|external) address/.exec(why) ?? []
  return word ? [word] : []
}

/** What the tenant knows of the two addresses: the name of the network, and whether the first is its own. */
export function networkNotes({ srcNetwork, dstNetwork, riskExplanation }: Source) {
  const named = (name: string | null | undefined) => (name ? [name] : [])
  return { from: [...named(srcNetwork), ...side(riskExplanation)], to: named(dstNetwork) }
}

/** How much an asset matters, whose it is and what people call it. */
export function assetNotes({ name, criticality, owner }: NonNullable<AlertDetail_AlertFragment['asset']>): string[] {
  return [...(name ? [name] : []), `${criticality.toLowerCase()} criticality`, ...(owner ? [`owner ${owner}`] : [])]
}

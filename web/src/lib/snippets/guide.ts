import type { Endpoint, Proof } from './endpoint'

/** One file or command to copy. */
export interface Code {
  /** On its tab: a file's name or a language. */
  label: string
  code: string
}

/** One box of the vendor's own form and what to paste into it. */
export interface Setting {
  label: string
  value: string
}

/** One thing to do, in the vendor's product or in a shell. */
export interface Step {
  title: string
  text?: string
  settings?: Setting[]
  codes?: Code[]
}

/** How to make one product deliver to a source. */
export interface Guide {
  /** How the product can prove itself; the source must be set to one of them. The first is the recommended one. */
  proofs: readonly [Proof, ...Proof[]]
  /** One sentence on what happens: who sends, and how. */
  summary: string
  /** The vendor's page that this follows. Shown as text. */
  reference: string
  steps: (endpoint: Endpoint, proof: Proof) => Step[]
}

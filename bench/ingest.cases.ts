import type { Shape } from './ingest.item'
import type { Engine } from './options'
import type { SenderKind } from './server'

/** One way of sending that is measured. */
export interface Case {
  name: string
  shape: Shape
  /** In one request. */
  items: number
  connections: number
  tenants: 1 | 100
  kind: SenderKind
  /** Half of the findings belong to alerts that exist. */
  isFolding: boolean
  /** Items a second that the design wants. */
  wanted: Partial<Record<Engine, number>>
  /** Share of the floor that the design wants. */
  wantedShare?: number
}

const single = { shape: 'single', items: 1, connections: 64, wantedShare: 0.6 } as const
const arrays = { shape: 'array', items: 100, connections: 32 } as const
/** Fewer connections: together they must not hold more lines than the server's queue. */
const lines = { shape: 'ndjson', items: 1_000, connections: 16 } as const
const distinct = { tenants: 1, kind: 'FINDINGS', isFolding: false } as const
const folding = { ...distinct, isFolding: true } as const

export const cases: Case[] = [
  { name: 'webhooks, 1 tenant', ...single, ...distinct, wanted: { postgres: 3_000, embedded: 1_000 } },
  { name: 'webhooks, 100 tenants', ...single, ...distinct, tenants: 100, wanted: { postgres: 2_000, embedded: 1_000 } },
  { name: 'webhooks, half folded', ...single, ...folding, wanted: {} },
  { name: 'arrays of 100', ...arrays, ...distinct, wanted: {} },
  { name: 'arrays of 100, half folded', ...arrays, ...folding, wanted: {} },
  { name: 'NDJSON telemetry', ...lines, ...distinct, kind: 'TELEMETRY', wanted: { postgres: 15_000 } },
  { name: 'NDJSON findings', ...lines, ...distinct, wanted: { postgres: 6_000 } },
]

/** @throws Error for a name that no case has */
export function benchCase(name: string): Case {
  const found = cases.find((one) => one.name === name)
  if (!found) throw new Error(`No case ${name}`)
  return found
}

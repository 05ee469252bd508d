/** What the overlay needs to know of a row; `version` counts edits by people and rules. */
export interface Versioned {
  id: string
  version: number
}

/** Fields laid over rows up to one version: newer rows know better. */
export interface Layer {
  fields: Readonly<Record<string, unknown>>
  upTo: number
}

/** One optimistic change, from the moment it is shown until its end is known. */
export interface PutLayer {
  /** The deed failed: the row is shown as it was. */
  undo: () => void
  /** The deed is done: the server's row stays on top until the rows on screen have caught up with it. */
  settle: (row: Versioned & Readonly<Record<string, unknown>>) => void
}

/** Settled layers of rows that no screen brings up to date any more are forgotten, oldest first. */
const MOST_ROWS = 2_000

/**
 * Changes that are shown before the server has answered, by row. One tenant has one, and every screen shows `of(row)`, so that a change
 * is seen everywhere at once. The map is the caller's, so that it can be a reactive one.
 */
export class Overlay {
  constructor(private readonly layers: Map<string, readonly Layer[]>) {}

  /** The row with everything that is laid over it. Fields that the row does not have are not added to it. */
  of<Row extends Versioned>(row: Row): Row {
    return (this.layers.get(row.id) ?? []).reduce(covered, row)
  }

  /** Shows fields at once. Changes to one row may be under way one after the other: each expects the version the one before will make. */
  put(row: Versioned, fields: Layer['fields']): PutLayer {
    const known = this.layers.get(row.id) ?? []
    let layer: Layer = { fields, upTo: Math.max(row.version, ...known.map(({ upTo }) => upTo + 1)) }
    this.store(row.id, [...known, layer])
    const replace = (next: Layer[]) => {
      const now = this.layers.get(row.id) ?? []
      const at = now.indexOf(layer)
      if (at >= 0) this.store(row.id, now.toSpliced(at, 1, ...next))
    }
    return {
      undo: () => replace([]),
      settle: (settled) => {
        const next = { fields: settled, upTo: settled.version - 1 }
        replace([next])
        layer = next
      },
    }
  }

  private store(id: string, layers: readonly Layer[]): void {
    this.layers.delete(id)
    if (layers.length > 0) this.layers.set(id, layers)
    for (const oldest of this.layers.keys()) {
      if (this.layers.size <= MOST_ROWS) return
      this.layers.delete(oldest)
    }
  }
}

function covered<Row extends Versioned>(row: Row, { fields, upTo }: Layer): Row {
  if (row.version > upTo) return row
  const shown = Object.entries(fields).filter(([name]) => name in row)
  return { ...row, ...Object.fromEntries(shown) }
}

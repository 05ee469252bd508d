/** How many items a delivery of each form has. */
const sizes = { single: 1, array: 10, ndjson: 20 }
/** Ten deliveries in a row. */
const mix = ['single', 'single', 'array', 'single', 'single', 'ndjson', 'single', 'array', 'single', 'single']
/** On average so many items share an entity, and so an alert. */
const itemsPerEntity = 3

/**
 * Signed bodies to come: single findings, arrays and NDJSON, each item with a mark of its own as its title; a third as many entities, by
 * which the source folds.
 * @param {string} prefix begins every mark and every entity
 * @param {boolean} hasLines whether the server takes NDJSON; where it does not, arrays stand in
 */
export class Deliveries {
  #sent = 0
  #items = 0

  constructor(prefix, { hasLines, sizeOf = sizes }) {
    Object.assign(this, { prefix, hasLines, sizeOf })
  }

  next(shape = mix[this.#sent % mix.length]) {
    this.#sent++
    const marks = Array.from({ length: this.sizeOf[shape] }, () => `${this.prefix}-${this.#items++}`)
    return deliveryOf(shape === 'ndjson' && !this.hasLines ? 'array' : shape, marks)
  }

  take(count) {
    return Array.from({ length: count }, () => this.next())
  }
}

function deliveryOf(shape, marks) {
  const items = marks.map((mark) => JSON.stringify(itemOf(mark)))
  if (shape === 'ndjson') return { marks, body: items.join('\n'), contentType: 'application/x-ndjson' }
  return { marks, body: shape === 'array' ? `[${items.join(',')}]` : items[0], contentType: 'application/json' }
}

const itemOf = (mark) => ({ source: 'chaos', type: 'malware', severity: 'high', title: mark, entity: entityOf(mark) })

/** The entity of an item. Every item of one entity says the same but for its title. */
export function entityOf(mark) {
  const [, prefix, number] = /^(.*)-(\d+)$/.exec(mark)
  return `${prefix}-e${Math.floor(number / itemsPerEntity)}`
}

/**
 * What is wrong with what was stored.
 * @param {Iterable<string>} acknowledged marks of the items that were answered 202
 * @param {Iterable<string>} sent marks of all items that were ever sent
 * @param {{ title: string, entity: string }[]} events
 * @param {{ entity: string, occurrences: number }[]} alerts
 * @returns {string[]} faults in words; none when nothing is lost, doubled, invented or miscounted
 */
export function faultsOf({ acknowledged, sent, events, alerts }) {
  const times = countBy(events, ({ title }) => title)
  const known = new Set(sent)
  const occurrences = new Map()
  for (const { entity, occurrences: count } of alerts) occurrences.set(entity, (occurrences.get(entity) ?? 0) + count)
  const perEntity = countBy(events, ({ entity }) => entity)
  const entities = [...new Set([...perEntity.keys(), ...occurrences.keys()])]
  const kinds = {
    lost: [...acknowledged].filter((mark) => !times.has(mark)),
    doubled: [...times].filter(([, count]) => count > 1).map(([mark]) => mark),
    'never sent': [...times.keys()].filter((mark) => !known.has(mark)),
    'counted wrongly on their alerts': entities.filter((one) => perEntity.get(one) !== occurrences.get(one)),
  }
  return Object.entries(kinds)
    .filter(([, found]) => found.length > 0)
    .map(([word, found]) => `${found.length} ${word} (${found.slice(0, 5).join(', ')})`)
}

function countBy(rows, keyOf) {
  const counts = new Map()
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1)
  return counts
}

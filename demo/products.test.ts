import { normalise } from '../server/src/ingest/normalise/normalise'
import { isJsonObject } from '../server/src/ingest/finding'
import { Severity } from '../server/src/scoring/severity'
import { eventOf, products, type EventName, type Product } from './products'
import { Random } from './random'
import { newScene } from './scene'
import { senderOf } from './senders'
import { productsOf, storiesOf } from './stories'
import { acme, worlds } from './world'

const names = Object.entries(products).flatMap(([product, events]) =>
  Object.keys(events).map((event) => `${product}.${event}` as EventName),
)
const at = new Date('2026-03-04T05:06:07.890Z')

/** What an event's body is read as, one finding per item. */
function read(name: EventName, seed = 1) {
  const { product, make } = eventOf(name)
  const body: unknown = JSON.parse(JSON.stringify(make(newScene(new Random(seed), acme, at))))
  const items: unknown[] = Array.isArray(body) ? body : [body]
  return items.map((item) => {
    if (!isJsonObject(item)) throw new Error(`${name} is no object`)
    return { item, finding: normalise(item, { name: 'Source', product }) }
  })
}

/** GitHub states none. */
const withoutSeverity = ['github.leakedSecret']

it.each(names)('%s is read with a title, a severity, where it was and when', (name) => {
  for (let seed = 0; seed < 20; seed++) {
    for (const { finding } of read(name, seed)) {
      expect(finding.title).not.toMatch(/^Alert from|undefined|\[object/)
      expect(finding.severity === Severity.UNKNOWN).toBe(withoutSeverity.includes(name))
      expect(finding.entity).toBeTruthy()
      expect(finding.vendorId ?? finding.ruleId).toBeTruthy()
      expect(Math.abs((finding.eventAt?.getTime() ?? 0) - at.getTime())).toBeLessThan(3_600_000)
    }
  }
})

it.each(names)('%s names nobody: only documentation addresses and reserved names', (name) => {
  const text = JSON.stringify(read(name))
  const addresses = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? []
  const own = /^(10\.|192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|24\.1\.4\.257|0\.0\.0\.0)/ // 24.1.4.257 is a version
  expect(addresses.filter((address) => !own.test(address))).toEqual([])
  const hosts = [...text.matchAll(/https?:\/\/([^/"\\:]+)/g)].map(([, host]) => host ?? '')
  expect(hosts.filter((host) => !/(\.example|^10\.96\.0\.1)$/.test(host))).toEqual([])
})

it('tells the same stories for the same seed, and never the same body twice', () => {
  const bodies = (seed: number) => {
    const random = new Random(seed)
    return Array.from({ length: 50 }, () => JSON.stringify(eventOf('wazuh.sudo').make(newScene(random, acme, at))))
  }
  expect(bodies(7)).toEqual(bodies(7))
  expect(bodies(8)).not.toEqual(bodies(7))
  expect(new Set(bodies(7)).size).toBe(50)
})

it('gives every tenant a source for each product that its stories need, and uses every event', () => {
  for (const { slug } of worlds) {
    const own: Product[] = productsOf(slug)
    expect(own.length).toBeGreaterThanOrEqual(6)
    for (const product of own) expect(senderOf(slug, product).tenant).toBe(slug)
  }
  const told = new Set(Object.values(storiesOf).flatMap((stories) => stories.flatMap(({ events }) => events)))
  expect(names.filter((name) => !told.has(name))).toEqual([])
})

import { act, type Deed } from './desk'
import type { Colleague } from './furnish'
import { eventOf } from './products'
import type { Random } from './random'
import { newScene } from './scene'
import { deliver, senderOf, senders } from './senders'
import { storiesOf } from './stories'
import { worlds, type World } from './world'

/** Alerts to begin with. */
const sizes: Record<string, number> = { acme: 95, globex: 60 }
const oldestHours = 40

interface Event {
  at: Date
  world: World
  send: () => Promise<string[]>
}

/** What has happened in the last days, with what people made of it. Returns how many alerts there are. */
export async function fillQueue(url: string, staff: Colleague[], random: Random): Promise<number> {
  const events = worlds.flatMap((world) => pastOf(url, world, random)).sort((a, b) => a.at.getTime() - b.at.getTime())
  // Each once, with its tenant: what means the same folds into the alert that is there already.
  const alerts = new Map<string, string>()
  for (const { world, send } of events) {
    for (const id of await send()) alerts.set(id, world.slug)
  }
  // Older ones have been looked at more often.
  await inParallel(4, [...alerts].entries(), async ([index, [id, tenant]]) => {
    const person = random.pick(staff.filter((one) => one.tenant === tenant))
    for (const deed of deedsOn(index / alerts.size, random)) await act(person, id, deed, random)
  })
  await refusals(url)
  return alerts.size
}

/** Every story once, so that each source has delivered, then more of the common ones. */
function pastOf(url: string, world: World, random: Random): Event[] {
  const events: Event[] = []
  const stories = storiesOf[world.slug] ?? []
  const first = [...stories]
  while (events.length < (sizes[world.slug] ?? 0)) {
    // Most of it lately, a little long ago.
    const hoursAgo = oldestHours * random.next() ** 2.2
    const start = Date.now() - hoursAgo * 3_600_000 - 60_000
    const scene = newScene(random, world, new Date(start))
    const { events: names } = first.pop() ?? random.weighted(stories)
    names.forEach((name, step) => {
      const { product, make } = eventOf(name)
      const at = new Date(Math.min(start + step * random.int(60, 400) * 1_000, Date.now() - 5_000))
      const body = make({ ...scene, at })
      const send = async () => (await deliver(url, senderOf(world.slug, product), body)).alertIds
      events.push({ at, world, send })
    })
  }
  return events
}

/** @param youth 0 for the oldest, 1 for the youngest. */
function deedsOn(youth: number, random: Random): Deed[] {
  if (random.chance(0.8 - 0.75 * youth)) return random.chance(0.75) ? ['start', 'close'] : ['close']
  if (random.chance(0.25)) return ['start']
  if (random.chance(0.08)) return ['start', 'triage']
  if (random.chance(0.06)) return ['suppress']
  return random.chance(0.12) ? ['assign'] : []
}

/** A forwarder that still has an old secret: an administrator finds it under Sources. */
async function refusals(url: string): Promise<void> {
  for (const { slug } of worlds) {
    const sender = senders.find(({ tenant, product }) => tenant === slug && product === 'wazuh')
    if (sender) await deliver(url, sender, { note: 'signed with an old secret' }, 'the secret before the last rotation')
  }
}

async function inParallel<Item>(width: number, items: IterableIterator<Item>, work: (item: Item) => Promise<void>) {
  const worker = async () => {
    for (const item of items) await work(item)
  }
  await Promise.all(Array.from({ length: width }, worker))
}

import { setTimeout as sleep } from 'node:timers/promises'
import { workOn } from './desk'
import type { Colleague } from './furnish'
import { eventOf, type EventName } from './products'
import type { Random } from './random'
import { newScene, type Scene } from './scene'
import { deliver, senderOf } from './senders'
import { storiesOf } from './stories'
import { worlds } from './world'

/** Seconds between deliveries, and how long it stays like that. */
const phases = [
  { weight: 3, pause: [2.5, 4], lasts: [30, 80] },
  { weight: 4, pause: [1.5, 3], lasts: [40, 120] },
  { weight: 2, pause: [1, 1.6], lasts: [20, 50] },
] as const

const [burstChance, refusalChance, workChance] = [0.03, 0.03, 0.9]

interface Told {
  scene: Scene
  left: EventName[]
}

/** Deliveries without end, and people who work on what comes. Ends when the signal says so; a delivery under way is finished. */
export class Stream {
  private readonly under: Told[] = []
  private phaseEnds = 0
  private pause: readonly [number, number] = [1, 4]

  constructor(
    private readonly url: string,
    private readonly staff: Colleague[],
    private readonly random: Random,
  ) {}

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.step()
        await sleep(this.nextPause(), undefined, { signal })
      } catch (error) {
        if (signal.aborted) return
        console.error(`The stream pauses for five seconds: ${String(error)}`)
        await sleep(5_000, undefined, { signal }).catch(() => undefined)
      }
    }
  }

  private async step(): Promise<void> {
    const { random, url, staff } = this
    const { scene, name } = this.nextEvent()
    const { product, make } = eventOf(name)
    const sender = senderOf(scene.world.slug, product)
    const count = random.chance(burstChance) ? random.int(5, 9) : 1
    for (let sent = 0; sent < count; sent++) {
      await deliver(url, sender, make({ ...scene, at: new Date() }))
      if (count > 1) await sleep(random.int(80, 300))
    }
    if (random.chance(refusalChance)) await deliver(url, sender, make(scene), 'the secret before the last rotation')
    const own = staff.filter(({ tenant }) => tenant === scene.world.slug)
    for (let done = 0; done < count; done++) if (random.chance(workChance)) await workOn(random.pick(own), random)
  }

  /** Goes on with a story that was begun, or begins one: several run at the same time. */
  private nextEvent(): { scene: Scene; name: EventName } {
    const { random, under } = this
    if (under.length < 2 || random.chance(0.4)) {
      const world = random.pick(worlds)
      const { events } = random.weighted(storiesOf[world.slug] ?? [])
      under.push({ scene: newScene(random, world, new Date()), left: [...events] })
    }
    const told = random.pick(under)
    const name = told.left.shift()
    if (told.left.length === 0) under.splice(under.indexOf(told), 1)
    if (!name) throw new Error('A story without events')
    return { scene: told.scene, name }
  }

  private nextPause(): number {
    const { random } = this
    if (Date.now() > this.phaseEnds) {
      const { pause, lasts } = random.weighted(phases)
      this.pause = pause
      this.phaseEnds = Date.now() + random.int(lasts[0], lasts[1]) * 1_000
    }
    const [least, most] = this.pause
    return (least + random.next() * (most - least)) * 1_000
  }
}

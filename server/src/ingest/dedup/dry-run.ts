import type { FoldOutcome } from './fold'

/** One event as both rules see it. */
export interface TriedEvent {
  /** Fingerprints by the present and by the new rule, as text. */
  keys: { now: string; then: string }
  at: Date
  title: string
  entity: string | null
}

/** How far apart events of one key may be and still be one alert. */
export interface TriedRules {
  now: { windowSeconds: number }
  then: { windowSeconds: number }
}

/** An alert that would be made of several, or several that would be made of one. */
export interface TriedChange {
  title: string
  entity: string | null
  events: number
  /** Alerts on the other side. */
  alerts: number
}

export interface DryRunReport {
  events: number
  alertsNow: number
  alertsThen: number
  /** Alerts of the new rule that bring several of the present ones together; the largest first. */
  merged: { count: number; examples: TriedChange[] }
  /** Alerts of the present rule that the new one takes apart. */
  split: { count: number; examples: TriedChange[] }
}

interface TriedAlert {
  title: string
  entity: string | null
  events: number
  /** Alerts of the other rule that share an event with it. */
  others: Set<number>
}

const examples = 20

/**
 * What another rule would have made of events that have come, fed to it in order of arrival. Both rules are played by key and window alone:
 * what people have closed in the meantime would be no comparison. Pure.
 */
export class DryRun {
  private readonly now: Side
  private readonly then: Side
  private events = 0

  constructor(rules: TriedRules) {
    this.now = new Side(rules.now.windowSeconds)
    this.then = new Side(rules.then.windowSeconds)
  }

  add(event: TriedEvent): void {
    this.events++
    const [now, then] = [this.now.place(event, event.keys.now), this.then.place(event, event.keys.then)]
    this.now.alerts[now]?.others.add(then)
    this.then.alerts[then]?.others.add(now)
  }

  report(): DryRunReport {
    return {
      events: this.events,
      alertsNow: this.now.alerts.length,
      alertsThen: this.then.alerts.length,
      merged: changesOf(this.then),
      split: changesOf(this.now),
    }
  }
}

/** One rule's alerts, in the order in which they are opened. */
class Side {
  readonly alerts: TriedAlert[] = []
  private readonly last = new Map<string, { alert: number; at: number }>()

  constructor(private readonly windowSeconds: number) {}

  place({ at, title, entity }: TriedEvent, key: string): number {
    const time = at.getTime()
    const before = this.last.get(key)
    const outcome: FoldOutcome =
      before && this.windowSeconds > 0 && time - before.at <= this.windowSeconds * 1_000 ? 'FOLDED' : 'CREATED'
    const alert =
      before && outcome === 'FOLDED'
        ? before.alert
        : this.alerts.push({ title, entity, events: 0, others: new Set() }) - 1
    this.last.set(key, { alert, at: Math.max(time, before?.at ?? time) })
    const placed = this.alerts[alert]
    if (placed) placed.events++
    return alert
  }
}

function changesOf(side: Side): DryRunReport['merged'] {
  const changed = side.alerts.filter(({ others }) => others.size > 1)
  const largest = changed.toSorted((a, b) => b.others.size - a.others.size || b.events - a.events).slice(0, examples)
  return {
    count: changed.length,
    examples: largest.map(({ title, entity, events, others }) => ({ title, entity, events, alerts: others.size })),
  }
}

import { readonly, ref } from 'vue'
import { closingWith, type ClosurePreset } from '../../lib/closure-presets'
import {
  deedDoing,
  deedDone,
  isPossible,
  undoOf,
  type Assignee,
  type Deed,
  type DeedAlert,
  type StatusChange,
} from '../../lib/deed'
import { summaryOf } from '../../lib/deed-summary'
import type { Failure } from '../../lib/failure'
import { eachOf } from '../../lib/in-turn'
import { counted } from '../../lib/words'
import { notify } from '../../ui/notices'
import { openDeedDialog } from './deedDialog'
import { useBeginDeed, type Outcome } from './useBeginDeed'

const AT_ONCE = 4

/** Many are being done: how far it is. */
const progress = ref<{ words: string; done: number; total: number } | null>(null)
export const useDeedProgress = () => readonly(progress)

/** One notice about deeds at a time: who works through a queue wants the latest, not a pile. */
let dismissLast: () => void = () => undefined

function tell(notice: Parameters<typeof notify>[0]): void {
  dismissLast()
  dismissLast = notify(notice)
}

/**
 * What a person can do to alerts: shown at once, taken back with a message when it fails. When somebody else was faster, a dialog shows both
 * versions. On several alerts it goes through them a few at a time and sums up at the end.
 */
export function useAlertDeeds() {
  const begin = useBeginDeed()

  /** Does the deed to those alerts that can take it. */
  function run(alerts: readonly DeedAlert[], deed: Deed): Promise<void> {
    const [only] = alerts
    return only && alerts.length === 1 ? runOne(only, deed) : runMany(alerts, deed)
  }

  async function runOne(alert: DeedAlert, deed: Deed): Promise<void> {
    if (!isPossible(deed, alert)) return
    const outcome = await begin(deed, alert)()
    if (outcome.after) tellDone(alert, outcome.after, deed)
    else if (outcome.failure) fail(alert, deed, outcome.failure)
  }

  function tellDone(before: DeedAlert, after: DeedAlert, deed: Deed): void {
    const undo = undoOf(before, after, deed)
    tell({
      tone: 'success',
      title: `${after.key} ${deedDone(deed)}`,
      action: undo ? { label: 'Undo', run: () => void runOne(after, undo) } : undefined,
    })
  }

  function fail(alert: DeedAlert, deed: Deed, failure: Failure): void {
    if (failure.code === 'CONFLICT' && !failure.allowed) return openDeedDialog({ kind: 'conflict', alert, deed })
    // What was written is not lost: the form comes back with it.
    if (deed.kind === 'status' && deed.change.reason) {
      return openDeedDialog({ kind: 'judge', alerts: [alert], draft: deed.change, failure })
    }
    tell({
      tone: 'error',
      title: `${alert.key} was not changed`,
      text: failure.message,
      action: { label: 'Try again', run: () => void runOne(alert, deed) },
    })
  }

  async function runMany(alerts: readonly DeedAlert[], deed: Deed): Promise<void> {
    const able = alerts.filter((alert) => isPossible(deed, alert))
    if (able.length === 0) return tell({ tone: 'info', title: 'None of these alerts can take that' })
    const words = `${deedDoing(deed)} ${counted(able.length, 'alert')}`
    const show = (done: number) => (progress.value = { words, done, total: able.length })
    show(0)
    const begun = able.map((alert) => begin(deed, alert))
    const outcomes = await eachOf(begun, AT_ONCE, (finish) => finish(), show)
    progress.value = null
    tell({ ...summaryOf(outcomes, alerts.length - able.length, deed), action: undoManyOf(outcomes, deed) })
  }

  function undoManyOf(outcomes: readonly Outcome[], deed: Deed) {
    const ways = outcomes.flatMap(({ before, after }) => {
      const undo = after && undoOf(before, after, deed)
      return undo ? [{ after, undo }] : []
    })
    if (ways.length === 0) return undefined
    const undoAll = async () => {
      const begun = ways.map(({ after, undo }) => begin(undo, after))
      const undone = await eachOf(begun, AT_ONCE, (finish) => finish())
      const failed = undone.filter(({ failure }) => failure).length
      tell({
        tone: failed > 0 ? 'error' : 'success',
        title: `${counted(undone.length - failed, 'alert')} brought back`,
        text: failed > 0 ? `${counted(failed, 'alert')} could not be: changed by somebody else since.` : undefined,
      })
    }
    return { label: 'Undo', run: () => void undoAll() }
  }

  return {
    run,
    setStatus: (alert: DeedAlert, change: StatusChange) => run([alert], { kind: 'status', change }),
    assign: (alert: DeedAlert, user: Assignee | null) => run([alert], { kind: 'assign', user }),
    closeWith: (alerts: readonly DeedAlert[], preset: ClosurePreset) =>
      run(alerts, { kind: 'status', change: closingWith(preset) }),
    /** Saves over what somebody else has made of the alert meanwhile; the analyst has seen both. */
    applyAnyway: (theirs: DeedAlert, deed: Deed) => runOne(theirs, deed),
  }
}

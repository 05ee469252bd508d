import { shallowRef } from 'vue'
import type { Deed, DeedAlert, StatusChange } from '../../lib/deed'
import type { Failure } from '../../lib/failure'

/** What is asked of the analyst before a deed, or after one that met another's. */
export type DeedDialog =
  | {
      kind: 'judge'
      alerts: readonly DeedAlert[]
      /** What the form begins with: the status wanted, and a preset or an earlier draft. */
      draft: Partial<StatusChange> & Pick<StatusChange, 'status'>
      /** Why an earlier attempt with this draft was refused. */
      failure?: Failure
    }
  | { kind: 'assign'; alerts: readonly DeedAlert[] }
  | { kind: 'conflict'; alert: DeedAlert; deed: Deed }

/** The one dialog about alerts that is open, whoever opened it; AlertDeeds shows it. */
export const deedDialog = shallowRef<DeedDialog | null>(null)

export function openDeedDialog(dialog: DeedDialog | null): void {
  deedDialog.value = dialog
}

import { graphql } from '../../gql'
import { fieldsAfter, type Deed, type DeedAlert } from '../../lib/deed'
import { readFailure, type Failure } from '../../lib/failure'
import { InTurn } from '../../lib/in-turn'
import { useTenant } from '../../useTenantClient'
import { useAlertOverlay } from './overlay'

graphql(`
  fragment Deed_Alert on Alert {
    id
    key
    version
    severity
    status
    allowedStatuses
    verdict
    reasonCode
    reason
    assignee {
      id
      name
    }
    can {
      triage
      assign
      close
    }
  }
`)

const setStatus = graphql(`
  mutation AlertDeeds_SetStatus($input: SetAlertStatusInput!) {
    setAlertStatus(input: $input) {
      alert {
        ...Deed_Alert
      }
    }
  }
`)

const assign = graphql(`
  mutation AlertDeeds_Assign($input: AssignAlertInput!) {
    assignAlert(input: $input) {
      alert {
        ...Deed_Alert
      }
    }
  }
`)

export interface Outcome {
  before: DeedAlert
  /** The row as the deed has left it; null when it failed. */
  after: DeedAlert | null
  failure: Failure | null
}

const turns = new InTurn()

/**
 * Begins a deed on one alert: it is shown everywhere at once. What is returned sends it, and takes it back when the server refuses. Deeds on
 * one alert go out one after the other, each on the version that the one before has made, so that a quick hand does not run into itself.
 */
export function useBeginDeed() {
  const { apollo } = useTenant()
  const overlay = useAlertOverlay()

  async function send(deed: Deed, alertId: string, expectedVersion: number): Promise<DeedAlert> {
    const input = { alertId, expectedVersion }
    if (deed.kind === 'assign') {
      const variables = { input: { ...input, assigneeId: deed.user?.id ?? null } }
      const { data } = await apollo.mutate({ mutation: assign, variables })
      return given(data?.assignAlert.alert)
    }
    const variables = { input: { ...input, ...deed.change } }
    const { data } = await apollo.mutate({ mutation: setStatus, variables })
    return given(data?.setAlertStatus.alert)
  }

  return function begin(deed: Deed, before: DeedAlert): () => Promise<Outcome> {
    const { id, version } = before
    const layer = overlay.put(before, fieldsAfter(deed, before))
    return async () => {
      try {
        const after = await turns.run(id, () => send(deed, id, overlay.of({ id, version }).version))
        layer.settle({ ...after })
        return { before, after, failure: null }
      } catch (problem) {
        layer.undo()
        return { before, after: null, failure: readFailure(problem) }
      }
    }
  }
}

function given(alert: DeedAlert | undefined): DeedAlert {
  if (!alert) throw new Error('An answer without data')
  return alert
}

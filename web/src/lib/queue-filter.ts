import type { AlertFilter } from '../gql/graphql'
import { fieldSpec, ME, NOBODY, type QueueField } from './queue-fields'
import type { Condition, Queue } from './queue-query'

type Values = readonly string[]

/** The filter of the server that a queue asks for: conditions on different fields must all hold, values of one are alternatives. */
export function filterOf(queue: Queue): AlertFilter {
  const isStatusChosen = queue.conditions.some(({ field, mode }) => field === 'status' && mode === 'only')
  const parts = [
    ...(queue.isAnyStatus || isStatusChosen ? [] : [{ isOpen: true }]),
    ...queue.conditions.map(partOf),
    ...(queue.within ? [{ firstSeenAt: { within: queue.within } }] : []),
    ...(queue.text ? [{ text: queue.text }] : []),
    ...(queue.extra ? [{ and: [queue.extra] }] : []),
  ]
  return joined(parts)
}

/** Siblings where the names differ, as a person would write it; `and` for the rest. */
function joined(parts: AlertFilter[]): AlertFilter {
  const filter: AlertFilter = {}
  const and: AlertFilter[] = []
  for (const part of parts) {
    if (part.and) and.push(...part.and)
    else if (part.not ?? part.or) and.push(part)
    else Object.assign(filter, part)
  }
  return and.length > 0 ? { ...filter, and } : filter
}

function partOf({ field, mode, values }: Condition): AlertFilter {
  const wanted = fieldSpec(field).kind === 'person' ? assignedTo(values) : { [field]: among(field, values) }
  return mode === 'not' ? { not: wanted } : wanted
}

function among(field: QueueField, values: Values): Record<string, Values> {
  return fieldSpec(field).kind === 'set' ? { hasAny: values } : { in: values }
}

function assignedTo(values: Values): AlertFilter {
  const ids = values.filter((value) => value !== ME && value !== NOBODY)
  const ways: AlertFilter[] = [
    ...(values.includes(ME) ? [{ assignee: { me: true } }] : []),
    ...(values.includes(NOBODY) ? [{ assignee: { isNull: true } }] : []),
    ...(ids.length > 0 ? [{ assignee: { in: ids } }] : []),
  ]
  const [only] = ways
  return ways.length === 1 && only ? only : { or: ways }
}

import { computed, shallowRef, watch } from 'vue'
import { graphql } from '../../gql'
import { ME, NOBODY, type QueueField } from '../../lib/queue-fields'
import { valuesOf, type Queue } from '../../lib/queue-query'
import { useTenant } from '../../useTenantClient'

const peopleQuery = graphql(`
  query ValueNames {
    members {
      user {
        id
        name
      }
    }
  }
`)

/** Names for values that are ids: people. They are asked for when a filter first needs one. */
export function useValueNames(queue: () => Queue) {
  const { apollo } = useTenant()
  const people = shallowRef<ReadonlyMap<string, string>>(new Map())
  const ids = computed(() =>
    (['only', 'not'] as const)
      .flatMap((mode) => valuesOf(queue(), 'assignee', mode))
      .filter((value) => value !== ME && value !== NOBODY),
  )
  const isWanted = computed(() => ids.value.some((id) => !people.value.has(id)))

  async function load() {
    // Who may not see the people sees their ids.
    const answer = await apollo.query({ query: peopleQuery }).catch(() => null)
    if (answer) people.value = new Map(answer.data.members.map(({ user }) => [user.id, user.name]))
  }
  watch(isWanted, (wanted) => wanted && void load(), { immediate: true })

  const nameOf = (field: QueueField, value: string): string =>
    field === 'assignee' ? (people.value.get(value) ?? value.slice(0, 8)) : value
  return { nameOf }
}

import { Field, ID, InterfaceType } from 'type-graphql'
import type { Context } from './context'
import { isUuid } from './ids'

@InterfaceType({
  description: 'The id is the UUIDv7 that REST, CSV and URLs carry too. One type keeps one id for ever.',
  resolveType: (value: object) => value.constructor.name,
})
export abstract class Node {
  @Field(() => ID)
  id!: string
}

type LoadNode = (ctx: Context, id: string) => Promise<object | null>
const loaders = new Map<string, LoadNode>()

/** Makes a type reachable through `node(id)`. The loader answers null for what the viewer may not see. */
export function registerNode(typeName: string, loadById: LoadNode): void {
  loaders.set(typeName, loadById)
}

/** The object with this id that the viewer may see in the request's tenant, or null. */
export async function nodeById(ctx: Context, id: string): Promise<object | null> {
  if (!isUuid(id)) return null
  for (const loadById of loaders.values()) {
    const found = await loadById(ctx, id)
    if (found) return found
  }
  return null
}

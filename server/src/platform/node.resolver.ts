import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql'
import { SignedIn } from './access'
import type { Context } from './context'
import { Node, nodeById } from './node'

@Resolver(() => Node)
export class NodeResolver {
  @SignedIn()
  @Query(() => Node, {
    nullable: true,
    description: 'Any object by its id; null when there is none that the viewer may see.',
  })
  node(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<object | null> {
    return nodeById(ctx, id)
  }
}

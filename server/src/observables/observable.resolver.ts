import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { Source } from '../sources/source.entity'
import { sourceById } from '../sources/source.loader'
import { ObservableConnection } from './observable.connection'
import { Observable } from './observable.entity'
import {
  AddObservableInput,
  AddObservablePayload,
  ObservableListFilter,
  UpdateObservableInput,
  UpdateObservablePayload,
} from './observable.input'
import { listObservables } from './observable.list'
import { observableById, observableNode } from './observable.loader'
import { addObservable, updateObservable } from './observable.service'
import { Pivot } from './pivot-link.entity'
import { pivotsOf } from './pivot-link.loader'

registerNode('Observable', observableNode)

@Resolver(() => Observable)
export class ObservableResolver {
  @Allow('alert:read')
  @Query(() => Observable, { nullable: true, description: "NOT_FOUND for another tenant's and for what is no id." })
  observable(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return observableById(ctx, id)
  }

  @Allow('alert:read')
  @Query(() => ObservableConnection, {
    description:
      'What the tenant has seen or was told of, newest first. UNPROCESSABLE when looking would take too long: narrow the filter.',
  })
  observables(
    @Ctx() ctx: Context,
    @Arg('filter', () => ObservableListFilter, { nullable: true }) filter?: ObservableListFilter | null,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first?: number,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
  ) {
    return listObservables(ctx, { filter, first, after })
  }

  @FieldResolver(() => [Pivot], { description: 'Where this value can be looked up further, by name.' })
  pivots(@Root() observable: Observable, @Ctx() ctx: Context) {
    return pivotsOf(ctx, observable)
  }

  @FieldResolver(() => Source, { nullable: true, description: 'The feed that told of it as an IOC.' })
  iocSource(@Root() { iocSourceId }: Observable, @Ctx() ctx: Context) {
    return iocSourceId && can(ctx, 'source:read') ? sourceById(ctx, iocSourceId) : null
  }

  @Allow('observable:write')
  @Mutation(() => AddObservablePayload, { description: 'Names a value as an IOC, or as harmless.' })
  addObservable(@Arg('input', () => AddObservableInput) input: AddObservableInput, @Ctx() ctx: Context) {
    return addObservable(ctx, input)
  }

  @Allow('observable:write')
  @Mutation(() => UpdateObservablePayload, { description: 'Says what people know of a value.' })
  updateObservable(@Arg('input', () => UpdateObservableInput) input: UpdateObservableInput, @Ctx() ctx: Context) {
    return updateObservable(ctx, input)
  }
}

import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { registerNode } from '../platform/node'
import { PivotLink } from './pivot-link.entity'
import {
  CreatePivotLinkInput,
  CreatePivotLinkPayload,
  DeletePivotLinkInput,
  DeletePivotLinkPayload,
  UpdatePivotLinkInput,
  UpdatePivotLinkPayload,
} from './pivot-link.input'
import { pivotLinkNode } from './pivot-link.loader'
import { createPivotLink, deletePivotLink, pivotLinks, updatePivotLink } from './pivot-link.service'

registerNode('PivotLink', pivotLinkNode)

@Resolver()
export class PivotLinkResolver {
  @Allow('alert:read')
  @Query(() => [PivotLink], { description: 'All pivot links of the tenant, at most 50, by type and name.' })
  pivotLinks(@Ctx() ctx: Context) {
    return pivotLinks(ctx)
  }

  @Allow('observable:manage')
  @Mutation(() => CreatePivotLinkPayload, {
    description: 'Adds a place to look values up. CONFLICT when the type has one of that name, or the tenant has 50.',
  })
  createPivotLink(@Arg('input', () => CreatePivotLinkInput) input: CreatePivotLinkInput, @Ctx() ctx: Context) {
    return createPivotLink(ctx, input)
  }

  @Allow('observable:manage')
  @Mutation(() => UpdatePivotLinkPayload, { description: 'CONFLICT when the type has another of that name.' })
  updatePivotLink(@Arg('input', () => UpdatePivotLinkInput) input: UpdatePivotLinkInput, @Ctx() ctx: Context) {
    return updatePivotLink(ctx, input)
  }

  @Allow('observable:manage')
  @Mutation(() => DeletePivotLinkPayload)
  deletePivotLink(@Arg('input', () => DeletePivotLinkInput) input: DeletePivotLinkInput, @Ctx() ctx: Context) {
    return deletePivotLink(ctx, input)
  }
}

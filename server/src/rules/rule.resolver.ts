import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { AttackTechnique } from '../attack/attack.type'
import { attackOf } from '../attack/attack.loader'
import { HistoryEntry } from '../audit/history.entity'
import { historyOf } from '../audit/history.loader'
import { User } from '../auth/user.entity'
import { userById } from '../auth/user.loader'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { badInput } from '../platform/errors'
import { registerNode } from '../platform/node'
import './rule.disown'
import { Rule } from './rule.entity'
import { UpdateRuleInput, UpdateRulePayload } from './rule.input'
import { ruleById } from './rule.loader'
import { updateRule } from './rule.update'

registerNode('Rule', ruleById)

@Resolver(() => Rule)
export class RuleResolver {
  @Allow('alert:read')
  @Query(() => Rule, { nullable: true, description: "Null for another tenant's and for what is no id." })
  rule(@Arg('id', () => ID) id: string, @Ctx() ctx: Context) {
    return ruleById(ctx, id)
  }

  @Allow('rule:write')
  @Mutation(() => UpdateRulePayload, { description: 'Says how bad a rule is, whose it is, and how to investigate it.' })
  updateRule(@Arg('input', () => UpdateRuleInput) input: UpdateRuleInput, @Ctx() ctx: Context) {
    return updateRule(ctx, input)
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who looks after the rule.' })
  owner(@Root() { ownerId }: Rule, @Ctx() ctx: Context) {
    return ownerId && userById(ctx, ownerId)
  }

  @FieldResolver(() => [AttackTechnique], { description: 'Its techniques with what ATT&CK says of them.' })
  attack(@Root() { techniques }: Rule, @Ctx() ctx: Context) {
    return attackOf(ctx, techniques)
  }

  @FieldResolver(() => [HistoryEntry], { description: 'What people changed, the newest first.' })
  history(
    @Root() rule: Rule,
    @Arg('first', () => Int, { defaultValue: 20, description: '1-100.' }) first: number,
    @Ctx() ctx: Context,
  ) {
    if (first < 1 || first > 100) throw badInput('first', 'must be 1 to 100')
    return historyOf(ctx, { objectType: 'rule', objectId: rule.id, first, isNewestFirst: true })
  }
}

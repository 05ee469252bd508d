import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import { HistoryEntry } from '../audit/history.entity'
import { historyOf } from '../audit/history.loader'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { liveSource } from '../platform/live.feed'
import { registerNode } from '../platform/node'
import { beatsOf, gapsOf, stripFor } from './agent.beat.list'
import { AgentBeatConnection, AgentGap, AgentStripBucket } from './agent.beat.type'
import { AgentChange } from './agent.change'
import { AgentConnection } from './agent.connection'
import { Agent } from './agent.entity'
import { agentFeed } from './agent.feed'
import { Fleet, fleet } from './agent.fleet'
import {
  DeleteAgentsInput,
  DeleteAgentsPayload,
  RestoreAgentsInput,
  RestoreAgentsPayload,
  RetireAgentsInput,
  RetireAgentsPayload,
  UpdateAgentInput,
  UpdateAgentPayload,
} from './agent.input'
import { listAgents } from './agent.list'
import { AgentFilter, AgentOrder } from './agent.list.input'
import { agentNode, agentOf, agentTagsOf } from './agent.loader'
import { deleteAgents, restoreAgents, retireAgents, updateAgent } from './agent.service'

registerNode('Agent', agentNode)

@Resolver(() => Agent)
export class AgentResolver {
  @Allow('agent:read')
  @Query(() => Agent, {
    nullable: true,
    description: "By id or by name. NOT_FOUND for another tenant's and for what is none.",
  })
  agent(
    @Ctx() ctx: Context,
    @Arg('id', () => ID, { nullable: true }) id?: string | null,
    @Arg('name', () => String, { nullable: true, description: 'Whatever its case.' }) name?: string | null,
  ) {
    return agentOf(ctx, { id, name })
  }

  @Allow('agent:read')
  @Query(() => AgentConnection, {
    description: 'By name unless said. first or last, 1-100, not both; neither means first: 50.',
  })
  agents(
    @Ctx() ctx: Context,
    @Arg('filter', () => AgentFilter, { nullable: true }) filter?: AgentFilter | null,
    @Arg('orderBy', () => AgentOrder, { nullable: true }) orderBy?: AgentOrder | null,
    @Arg('first', () => Int, { nullable: true }) first?: number | null,
    @Arg('after', () => String, { nullable: true }) after?: string | null,
    @Arg('last', () => Int, { nullable: true }) last?: number | null,
    @Arg('before', () => String, { nullable: true }) before?: string | null,
  ) {
    return listAgents(ctx, { filter, orderBy, first, after, last, before })
  }

  @Allow('agent:read')
  @Query(() => Fleet, {
    description: 'Five seconds old at most, and of now when the request says Cache-Control: no-cache.',
  })
  fleet(@Ctx() ctx: Context) {
    return fleet(ctx)
  }

  @Allow('agent:manage')
  @Mutation(() => UpdateAgentPayload)
  updateAgent(@Arg('input', () => UpdateAgentInput) input: UpdateAgentInput, @Ctx() ctx: Context) {
    return updateAgent(ctx, input)
  }

  @Allow('agent:manage')
  @Mutation(() => RetireAgentsPayload, {
    description: 'Nobody waits for them any longer. A heartbeat brings one back.',
  })
  retireAgents(@Arg('input', () => RetireAgentsInput) input: RetireAgentsInput, @Ctx() ctx: Context) {
    return retireAgents(ctx, input)
  }

  @Allow('agent:manage')
  @Mutation(() => RestoreAgentsPayload, { description: 'Waits again for agents that were retired.' })
  restoreAgents(@Arg('input', () => RestoreAgentsInput) input: RestoreAgentsInput, @Ctx() ctx: Context) {
    return restoreAgents(ctx, input)
  }

  @Allow('agent:manage')
  @Mutation(() => DeleteAgentsPayload, {
    description: 'Forgets them, with their gaps and tags. Their alerts stay. One that beats again is a new one.',
  })
  deleteAgents(@Arg('input', () => DeleteAgentsInput) input: DeleteAgentsInput, @Ctx() ctx: Context) {
    return deleteAgents(ctx, input)
  }

  @Allow('agent:read')
  @Subscription(() => AgentChange, {
    description: "Every change of the tenant's agents but mere heartbeats. At most 10 a second, then RESYNC.",
    subscribe: ({ context }: { context: Context }) => liveSource(agentFeed, context, null),
  })
  agentChanged(@Root() change: AgentChange): AgentChange {
    return change
  }

  @FieldResolver(() => [String])
  tags(@Root() { id }: Agent, @Ctx() ctx: Context) {
    return agentTagsOf(ctx, id)
  }

  @FieldResolver(() => AgentBeatConnection, {
    description: 'Its heartbeats that are still kept (watchSettings.beatRetentionHours), newest first.',
  })
  heartbeats(
    @Root() agent: Agent,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() ctx: Context,
  ) {
    return beatsOf(ctx, agent, { first, after })
  }

  @FieldResolver(() => [AgentStripBucket], { description: 'What came of it in the last hours, in equal spans.' })
  strip(
    @Root() agent: Agent,
    @Arg('hours', () => Int, { defaultValue: 24, description: '1-720.' }) hours: number,
    @Arg('buckets', () => Int, { defaultValue: 96, description: '1-500.' }) buckets: number,
    @Ctx() ctx: Context,
  ) {
    return stripFor(ctx, agent, hours, buckets)
  }

  @FieldResolver(() => [AgentGap], { description: 'When it was silent, the latest first; kept for 400 days.' })
  gaps(
    @Root() agent: Agent,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Ctx() ctx: Context,
  ) {
    return gapsOf(ctx, agent, first)
  }

  @FieldResolver(() => [HistoryEntry], { description: 'What changed of it, the latest first.' })
  history(
    @Root() { id }: Agent,
    @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
    @Ctx() ctx: Context,
  ) {
    return historyOf(ctx, { objectType: 'agent', objectId: id, first, isNewestFirst: true })
  }
}

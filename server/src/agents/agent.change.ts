import { Field, ID, ObjectType } from 'type-graphql'
import { ChangeKind } from '../platform/live.change'
import { Agent } from './agent.entity'

@ObjectType({
  description:
    'Sent when an agent is enrolled, goes stale, falls silent or returns, has another version or system, other tags, is retired, restored or deleted. A heartbeat alone is no news.',
})
export class AgentChange {
  @Field(() => ChangeKind)
  kind!: ChangeKind

  @Field(() => ID, { nullable: true })
  agentId!: string | null

  @Field(() => Agent, { nullable: true })
  agent!: Agent | null
}

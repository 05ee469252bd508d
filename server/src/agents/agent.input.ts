import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { Agent } from './agent.entity'

@InputType()
export class UpdateAgentInput {
  @Field(() => ID)
  id!: string

  @Field(() => [String], {
    nullable: true,
    description: 'All that it is to carry; at most 50, each at most 100 characters. null leaves them.',
  })
  tags?: string[] | null
}

@ObjectType()
export class UpdateAgentPayload {
  @Field(() => Agent)
  agent!: Agent
}

@InputType()
export class RetireAgentsInput {
  @Field(() => [ID], { description: '1 to 1,000.' })
  ids!: string[]
}

@ObjectType()
export class RetireAgentsPayload {
  @Field(() => [Agent])
  agents!: Agent[]
}

@InputType()
export class RestoreAgentsInput {
  @Field(() => [ID], { description: '1 to 1,000.' })
  ids!: string[]
}

@ObjectType()
export class RestoreAgentsPayload {
  @Field(() => [Agent])
  agents!: Agent[]
}

@InputType()
export class DeleteAgentsInput {
  @Field(() => [ID], { description: '1 to 1,000.' })
  ids!: string[]
}

@ObjectType()
export class DeleteAgentsPayload {
  @Field(() => [ID])
  ids!: string[]
}

const anId = z.string().refine(isUuid, 'is not an id')

export const agentChange = z.object({
  id: anId,
  tags: z.array(shortText(100)).max(50, 'must have at most 50 tags').nullish(),
})

export const someAgents = z.object({
  ids: z.array(anId).min(1, 'must name at least one').max(1_000, 'must name at most 1,000'),
})

import { Field, InputType, registerEnumType } from 'type-graphql'
import { Direction } from '../platform/direction'
import { AgentStatus } from './agent.status'

@InputType({ description: 'Siblings are ANDed; {} and null match all that are not retired.' })
export class AgentFilter {
  @Field(() => [AgentStatus], { nullable: true, description: 'RETIRED among them asks for retired ones as well.' })
  status?: AgentStatus[] | null

  @Field(() => [String], { nullable: true, description: 'Of the agent, exactly.' })
  version?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Exactly.' })
  osVersion?: string[] | null

  @Field(() => String, { nullable: true, description: 'Those that carry it; case does not count.' })
  tag?: string | null

  @Field(() => String, { nullable: true, description: 'A part of the name; case does not count.' })
  name?: string | null

  @Field(() => Boolean, { nullable: true, description: 'true: only those that are retired.' })
  retired?: boolean | null
}

export enum AgentSort {
  NAME = 'NAME',
  LAST_SEEN_AT = 'LAST_SEEN_AT',
  ENROLLED_AT = 'ENROLLED_AT',
}
registerEnumType(AgentSort, {
  name: 'AgentSort',
  valuesConfig: { NAME: { description: 'Whatever the case of its letters.' } },
})

@InputType({ description: 'The id breaks ties. A cursor belongs to its orderBy; with another it is BAD_USER_INPUT.' })
export class AgentOrder {
  @Field(() => AgentSort, { defaultValue: AgentSort.NAME })
  field!: AgentSort

  @Field(() => Direction, { defaultValue: Direction.ASC })
  direction!: Direction
}

export const usualAgentOrder: AgentOrder = { field: AgentSort.NAME, direction: Direction.ASC }

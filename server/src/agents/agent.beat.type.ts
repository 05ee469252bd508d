import { Field, Float, Int, ObjectType } from 'type-graphql'
import { PageInfo } from '../platform/page'
import { DateTime } from '../platform/scalars'

@ObjectType({ description: 'One heartbeat.' })
export class AgentBeat {
  @Field(() => DateTime, { description: "By the agent's own clock." })
  at!: Date

  @Field(() => DateTime)
  receivedAt!: Date

  @Field(() => Float, { nullable: true })
  uptimeSeconds!: number | null

  @Field(() => String, { nullable: true })
  version!: string | null
}

@ObjectType()
export class AgentBeatEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => AgentBeat)
  node!: AgentBeat
}

@ObjectType()
export class AgentBeatConnection {
  @Field(() => [AgentBeatEdge])
  edges!: AgentBeatEdge[]

  @Field(() => [AgentBeat])
  nodes!: AgentBeat[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}

@ObjectType({ description: 'A time in which an agent was silent for longer than three of its intervals.' })
export class AgentGap {
  @Field(() => DateTime, { description: 'When it was last heard of.' })
  from!: Date

  @Field(() => DateTime, { nullable: true, description: 'When it was heard of again; null while it lasts.' })
  to!: Date | null

  @Field(() => Float, { description: 'How long it has lasted.' })
  seconds!: number
}

@ObjectType({ description: 'What came of an agent in one of equal spans of time.' })
export class AgentStripBucket {
  @Field(() => DateTime, { description: 'When the span begins. It ends where the next begins, the last now.' })
  from!: Date

  @Field(() => Float, { description: 'Heartbeats that its interval promises, from its enrolment on.' })
  expected!: number

  @Field(() => Int, { nullable: true, description: 'Heartbeats that came; null when they are no longer kept.' })
  received!: number | null

  @Field(() => Boolean, { description: 'It was silent in some part of it.' })
  isGap!: boolean
}

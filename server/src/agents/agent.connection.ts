import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import { Agent } from './agent.entity'

@ObjectType()
export class AgentEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Agent)
  node!: Agent
}

/** One page of agents. */
@ObjectType()
export class AgentConnection {
  @Field(() => [AgentEdge])
  edges: AgentEdge[]

  @Field(() => [Agent])
  nodes: Agent[]

  @Field(() => PageInfo)
  pageInfo: PageInfo

  constructor(
    page: Page<Agent>,
    private readonly count: () => Promise<number>,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  @Field(() => Int, { description: 'All that match, however many. Counted only when asked.' })
  totalCount(): Promise<number> {
    return this.count()
  }
}

import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import { Alert } from './alert.entity'

@ObjectType()
export class AlertEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Alert)
  node!: Alert
}

export interface AlertCount {
  count: number
  isExact: boolean
}

/** One page of alerts. Counting is a statement of its own, run only when a client selects it. */
@ObjectType()
export class AlertConnection {
  @Field(() => [AlertEdge])
  edges: AlertEdge[]

  @Field(() => [Alert])
  nodes: Alert[]

  @Field(() => PageInfo)
  pageInfo: PageInfo

  private counted: Promise<AlertCount> | null = null

  constructor(
    page: Page<Alert>,
    private readonly runCount: () => Promise<AlertCount>,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  private count(): Promise<AlertCount> {
    return (this.counted ??= this.runCount())
  }

  @Field(() => Int, {
    description: 'Counted only when asked; exact up to 10,000, above that 10,000 and totalCountIsExact false.',
  })
  totalCount(): Promise<number> {
    return this.count().then(({ count }) => count)
  }

  @Field(() => Boolean)
  totalCountIsExact(): Promise<boolean> {
    return this.count().then(({ isExact }) => isExact)
  }
}

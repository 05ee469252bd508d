import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import { Event } from './event.entity'

@ObjectType()
export class EventEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Event)
  node!: Event
}

export interface EventCount {
  count: number
  isExact: boolean
}

export const mostCounted = 10_000

/** One page of events. */
@ObjectType()
export class EventConnection {
  @Field(() => [EventEdge])
  edges: EventEdge[]

  @Field(() => [Event])
  nodes: Event[]

  @Field(() => PageInfo)
  pageInfo: PageInfo

  private counted: Promise<EventCount> | null = null

  constructor(
    page: Page<Event>,
    private readonly countAll: () => Promise<EventCount>,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  private count(): Promise<EventCount> {
    return (this.counted ??= this.countAll())
  }

  @Field(() => Int, {
    description:
      'Counted only when asked; exact up to 10,000, above that 10,000 and totalCountIsExact false. UNPROCESSABLE when counting would take too long.',
  })
  totalCount(): Promise<number> {
    return this.count().then(({ count }) => count)
  }

  @Field(() => Boolean)
  totalCountIsExact(): Promise<boolean> {
    return this.count().then(({ isExact }) => isExact)
  }
}

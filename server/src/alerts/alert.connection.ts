import { Arg, Field, Int, ObjectType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import { Alert } from './alert.entity'
import { facetNames } from './alert.facet.field'
import { Facet } from './alert.facet.type'

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

/** What is worked out beside the page, each only when a client selects it. */
interface Beside {
  count: () => Promise<AlertCount>
  facets: (fields: string[], top: number) => Promise<Facet[]>
}

/** One page of alerts. */
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
    private readonly beside: Beside,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  private count(): Promise<AlertCount> {
    return (this.counted ??= this.beside.count())
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

  @Field(() => [Facet], {
    description:
      "Values of these fields among the alerts that match, the commonest first; a second old at most, a few times as old as counting takes where that is longer. A facet leaves out the filter's own condition on its field, so that its other values stay clickable.",
  })
  facets(
    @Arg('fields', () => [String], { description: `Of ${facetNames.join(', ')}.` }) fields: string[],
    @Arg('top', () => Int, { defaultValue: 10, description: '1-100 values of each.' }) top: number,
  ): Promise<Facet[]> {
    return this.beside.facets(fields, top)
  }
}

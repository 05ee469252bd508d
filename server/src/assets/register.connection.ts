import { Field, Int, ObjectType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'

/** What the pages of all three registers have in common. */
@ObjectType()
export abstract class RegisterConnection<Row> {
  readonly edges: Page<Row>['edges']
  readonly nodes: Row[]

  @Field(() => PageInfo)
  pageInfo: PageInfo

  constructor(
    page: Page<Row>,
    private readonly count: () => Promise<number>,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  @Field(() => Int, { description: 'Counted only when asked.' })
  totalCount(): Promise<number> {
    return this.count()
  }
}

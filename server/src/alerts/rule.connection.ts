import { Field, InputType, Int, ObjectType, ID } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import { Rule } from '../rules/rule.entity'

@InputType({ description: 'All that is given must hold; null is no condition.' })
export class RuleFilter {
  @Field(() => String, {
    nullable: true,
    description: "In the name or the product's own name for it, whatever the case. At most 200 characters.",
  })
  text?: string | null

  @Field(() => String, { nullable: true, description: 'The whole name, whatever the case.' })
  product?: string | null

  @Field(() => Boolean, { nullable: true, description: 'Whether it says how to investigate its alerts.' })
  hasGuide?: boolean | null

  @Field(() => ID, { nullable: true })
  ownerId?: string | null
}

@ObjectType()
export class RuleEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Rule)
  node!: Rule
}

export const mostRulesCounted = 10_000

/** One page of rules. */
@ObjectType()
export class RuleConnection {
  @Field(() => [RuleEdge])
  edges: RuleEdge[]

  @Field(() => [Rule])
  nodes: Rule[]

  @Field(() => PageInfo)
  pageInfo: PageInfo

  private counted: Promise<number> | null = null

  /** @param countAll stops behind {@link mostRulesCounted}. */
  constructor(
    page: Page<Rule>,
    private readonly countAll: () => Promise<number>,
  ) {
    this.edges = page.edges
    this.nodes = page.nodes
    this.pageInfo = page.pageInfo
  }

  private count(): Promise<number> {
    return (this.counted ??= this.countAll())
  }

  @Field(() => Int, {
    description: 'Counted only when asked; exact up to 10,000, above that 10,000 and totalCountIsExact false.',
  })
  totalCount(): Promise<number> {
    return this.count().then((count) => Math.min(count, mostRulesCounted))
  }

  @Field(() => Boolean)
  totalCountIsExact(): Promise<boolean> {
    return this.count().then((count) => count <= mostRulesCounted)
  }
}

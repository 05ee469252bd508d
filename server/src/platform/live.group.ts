import { execute, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Context } from './context'
import type { LiveSource, RowNews } from './live.feed'
import { Outbox } from './live.outbox'
import { Pace, type MessageBudget } from './live.pace'

export interface LiveOperation {
  schema: GraphQLSchema
  document: DocumentNode
  variables: Record<string, unknown> | null | undefined
  operationName: string | null | undefined
}

/** Subscribers that asked the same with the same rights: each change is executed once for all of them. */
export class LiveGroup {
  private readonly members = new Set<Outbox>()
  private readonly pace = new Pace(() => void this.resyncAll())
  private resyncResult: Promise<ExecutionResult> | null = null
  private resyncs = 0

  constructor(
    private readonly source: LiveSource,
    private readonly operation: LiveOperation,
    private readonly onEmpty: () => void,
  ) {}

  /** The first member's context serves all: same tenant, same permissions. Each execution gets a copy, so that nothing adds up over them. */
  private readonly ctx: Context = { ...this.source.ctx, http: null, remembers: false }

  join(budget?: MessageBudget): Outbox {
    const outbox = new Outbox(
      () => this.resync(),
      (left) => {
        this.members.delete(left)
        if (this.members.size > 0) return
        this.pace.stop()
        this.onEmpty()
      },
      budget,
    )
    this.members.add(outbox)
    return outbox
  }

  /** True while nothing but a resync will be sent: loading rows for this group would be wasted. */
  get isBehind(): boolean {
    return this.pace.isBehind
  }

  async tell(news: RowNews, row: unknown): Promise<void> {
    const event = this.source.feed.eventFor(news, row, this.source.params)
    if (!event || !this.pace.admits()) return
    const { resyncs } = this
    const result = await this.run(event)
    if (resyncs !== this.resyncs) return // read before the resync that went ahead of it: stale
    for (const member of this.members) member.push(result)
  }

  /** Too much changed at once: one resync instead. */
  fallBehind(): void {
    this.pace.fallBehind()
  }

  /** News may have been missed: everybody reads afresh, now. */
  async resyncAll(): Promise<void> {
    this.resyncs++
    const result = await this.resync()
    for (const member of this.members) member.resync(result)
  }

  private resync(): Promise<ExecutionResult> {
    return (this.resyncResult ??= this.run(this.source.feed.resync))
  }

  private async run(rootValue: object): Promise<ExecutionResult> {
    const { schema, document, variables, operationName } = this.operation
    return execute({
      schema,
      document,
      variableValues: variables,
      operationName,
      rootValue,
      contextValue: { ...this.ctx },
    })
  }
}

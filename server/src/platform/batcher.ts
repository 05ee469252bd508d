import { AppError } from './errors'

export interface Weighed {
  items: number
  bytes: number
}

export interface BatcherOptions<Job, Answer> {
  /** Does a batch in one go and gives one answer (or refusal) per job, in order. */
  run(jobs: Job[]): Promise<(Answer | AppError)[]>
  /** True for a failure that one job's data may have caused: the batch is then halved until that job stands alone. */
  isDataFault(error: unknown): boolean
  /** Batches under way at once. */
  maxRunning: number
  /** From when on a batch is begun beside one under way: with so many items waiting, or after so long. Small batches cost most for each item. */
  beside: { items: number; afterMs: number }
  /** How long the first of a batch waits for others, milliseconds; for jobs whose senders do not mind. 0 unless said: the end of the event loop's turn. */
  gatherMs?: number
  maxBatch: Weighed & { jobs: number }
  /** With so much waiting nothing more is taken: what waits is more than this by less than one job. */
  maxQueued: Weighed
}

interface Waiting<Job, Answer> {
  job: Job
  resolve: (answer: Answer) => void
  reject: (error: unknown) => void
}

/**
 * Group commit without the SQL: jobs that arrive while a batch is under way go together in the next one, so that the cost of a transaction
 * is shared exactly when it is scarce. The queue is bounded; every job is answered after its own batch.
 */
export class Batcher<Job extends Weighed, Answer> {
  private queue: Waiting<Job, Answer>[] = []
  private queued: Weighed = { items: 0, bytes: 0 }
  private running = 0
  private isScheduled = false
  private patience: NodeJS.Timeout | null = null
  private whenIdle: (() => void)[] | null = null

  constructor(private readonly options: BatcherOptions<Job, Answer>) {}

  /** For the caller who would do work for a job that is refused then. @throws RATE_LIMITED when the queue is full. */
  mustHaveRoom(): void {
    const { queued, options } = this
    if (queued.items >= options.maxQueued.items || queued.bytes >= options.maxQueued.bytes)
      throw new AppError('RATE_LIMITED', 'More arrives than can be stored', { retryAfter: 1 })
  }

  /** @throws RATE_LIMITED when the queue is full, UNAVAILABLE when draining, whatever `run` says of this job. */
  async submit(job: Job): Promise<Answer> {
    if (this.whenIdle) throw new AppError('UNAVAILABLE', 'The server is stopping', { retryAfter: 2 })
    this.mustHaveRoom()
    return new Promise<Answer>((resolve, reject) => {
      this.queue.push({ job, resolve, reject })
      this.count(job, 1)
      this.schedule()
    })
  }

  /** Takes nothing new and resolves when everything taken is answered. */
  drain(): Promise<void> {
    const waiters = (this.whenIdle ??= [])
    return new Promise((resolve) => {
      waiters.push(resolve)
      this.tellIdle()
    })
  }

  private schedule(): void {
    const { maxRunning, beside } = this.options
    if (this.isScheduled || this.running >= maxRunning || this.queue.length === 0) return
    if (this.running === 0 || this.queued.items >= beside.items) return this.begin()
    this.patience ??= setTimeout(() => {
      this.patience = null
      if (this.running < maxRunning && this.queue.length > 0) this.begin()
    }, beside.afterMs)
  }

  /** Waiting for the end of this turn of the event loop lets requests that came together go together. */
  private begin(): void {
    if (this.isScheduled) return
    this.isScheduled = true
    const { gatherMs = 0, maxBatch } = this.options
    const waits = gatherMs > 0 && this.queued.items < maxBatch.items
    const whenGathered = (work: () => void) => (waits ? setTimeout(work, gatherMs) : setImmediate(work))
    whenGathered(() => {
      this.isScheduled = false
      if (this.patience) clearTimeout(this.patience)
      this.patience = null
      void this.runBatch(this.nextBatch())
      this.schedule()
    })
  }

  private nextBatch(): Waiting<Job, Answer>[] {
    const { maxBatch } = this.options
    let [jobs, items, bytes] = [0, 0, 0]
    for (const { job } of this.queue) {
      items += job.items
      bytes += job.bytes
      if (jobs > 0 && (jobs === maxBatch.jobs || items > maxBatch.items || bytes > maxBatch.bytes)) break
      jobs++
    }
    const batch = this.queue.splice(0, jobs)
    for (const { job } of batch) this.count(job, -1)
    return batch
  }

  private async runBatch(batch: Waiting<Job, Answer>[]): Promise<void> {
    this.running++
    await this.settle(batch)
    this.running--
    this.schedule()
    this.tellIdle()
  }

  private async settle(batch: Waiting<Job, Answer>[]): Promise<void> {
    try {
      const answers = await this.options.run(batch.map(({ job }) => job))
      batch.forEach(({ resolve, reject }, index) => {
        const answer = answers[index]
        if (answer instanceof AppError || answer === undefined) reject(answer ?? new Error('A job got no answer'))
        else resolve(answer)
      })
    } catch (error) {
      if (batch.length === 1 || !this.options.isDataFault(error)) return batch.forEach(({ reject }) => reject(error))
      const middle = Math.ceil(batch.length / 2)
      await this.settle(batch.slice(0, middle))
      await this.settle(batch.slice(middle))
    }
  }

  private count(job: Job, sign: 1 | -1): void {
    this.queued.items += sign * job.items
    this.queued.bytes += sign * job.bytes
  }

  private tellIdle(): void {
    if (this.queue.length > 0 || this.running > 0 || this.isScheduled) return
    this.whenIdle?.splice(0).forEach((resolve) => resolve())
  }
}

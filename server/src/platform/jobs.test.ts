import { aMember, aTenant, testPlatform, type TestPlatform } from '../../test/harness'
import { aTask, aWorker, gate, jobRow, queueRow, skipWaiting, untilJob, untilLeft } from '../../test/jobs'
import { inTenant, type Platform } from './context'
import { AppError } from './errors'
import { freeLostJobs } from './job.queue'
import type { JobWorker } from './job.worker'
import { enqueue, JobRefused, type AnyTask, type JobRun } from './jobs'

let test: TestPlatform
let platform: Platform
let worker: JobWorker | undefined
beforeAll(async () => {
  test = await testPlatform()
  platform = test.platform
})
afterAll(() => test.close())
afterEach(async () => {
  await worker?.stop()
  worker = undefined
})

const work = (...tasks: AnyTask[]) => (worker = aWorker(platform, tasks))
const nothing = async (): Promise<void> => {}
const enqueueFor = (
  tenantId: string,
  ...args: Parameters<typeof enqueue> extends [unknown, ...infer Rest] ? Rest : never
) => platform.database.transaction({ tenantId }, (db) => enqueue(db, ...args))

describe('enqueuing', () => {
  it('goes with its transaction: rolled back, there is no job', async () => {
    const { id: tenantId } = await aTenant(platform)
    const ids: string[] = []
    const attempt = platform.database.transaction({ tenantId }, async (db) => {
      ids.push(await enqueue(db, aTask(nothing), {}))
      throw new AppError('CONFLICT', 'no')
    })
    await expect(attempt).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await jobRow(platform, tenantId, String(ids[0]))).toBeUndefined()
    expect(await queueRow(platform, String(ids[0]))).toBeUndefined()
  })

  it("takes the tenant from the transaction, whatever the caller's payload claims", async () => {
    const [acme, globex] = [await aTenant(platform), await aTenant(platform, 'Globex')]
    const seen: { tenantId: string; tenants: unknown[] }[] = []
    const task = aTask(async ({ tenantId, inTenant }) => {
      seen.push({ tenantId, tenants: await inTenant((db) => db.query('SELECT id FROM tenant')) })
    })
    work(task)
    const id = await enqueueFor(acme.id, task, { tenantId: globex.id, jobId: globex.id })
    await untilJob(platform, acme.id, id, (row) => row.state === 'DONE')
    expect(seen).toEqual([{ tenantId: acme.id, tenants: [{ id: acme.id }] }])
    expect(await jobRow(platform, globex.id, id)).toBeUndefined()
  })

  it('is refused for a tenant that the transaction does not act for', async () => {
    const [acme, globex, other] = [await aTenant(platform), await aTenant(platform), await aTenant(platform)]
    const task = aTask(nothing)
    const denied = { code: '42501' }
    await expect(enqueueFor(acme.id, task, {}, { tenantId: globex.id })).rejects.toMatchObject(denied)
    await expect(platform.database.transaction({}, (db) => enqueue(db, task, {}))).rejects.toMatchObject(denied)
    const ingest = (tenantId?: string) =>
      platform.database.acrossTenants('tocsin_ingest', [acme.id, globex.id], (db) =>
        enqueue(db, task, {}, { tenantId }),
      )
    await expect(ingest(other.id)).rejects.toMatchObject(denied)
    await expect(ingest()).rejects.toMatchObject(denied)
    expect(await jobRow(platform, globex.id, await ingest(globex.id))).toMatchObject({ state: 'QUEUED' })
  })

  it('checks the payload, and bounds it', async () => {
    const { id: tenantId } = await aTenant(platform)
    const wrong = 'no object' as unknown as Record<string, unknown>
    await expect(enqueueFor(tenantId, aTask(nothing), wrong)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
    await expect(enqueueFor(tenantId, aTask(nothing), { x: 'x'.repeat(300_000) })).rejects.toMatchObject({
      code: '23514',
    })
  })

  it('folds jobs of one key that wait, in one tenant, and forgets the key once the job has begun', async () => {
    const [acme, globex] = [await aTenant(platform), await aTenant(platform, 'Globex')]
    const { opened, open } = gate()
    const task = aTask(() => opened)
    const key = 'the same'
    const first = await enqueueFor(acme.id, task, {}, { key })
    expect(await enqueueFor(acme.id, task, {}, { key })).toBe(first)
    expect(await enqueueFor(globex.id, task, {}, { key })).not.toBe(first)
    work(task)
    await untilJob(platform, acme.id, first, (row) => row.state === 'RUNNING')
    expect(await enqueueFor(acme.id, task, {}, { key })).not.toBe(first)
    open()
  })

  it('gives no application role a hand on the queue, nor on the rows but through the functions', async () => {
    const acme = await aMember(platform)
    const denied = { code: '42501' }
    const ask = (sql: string) => inTenant(acme, (db) => db.query(sql))
    await expect(ask('SELECT * FROM graphile_worker.jobs')).rejects.toMatchObject(denied)
    await expect(ask("SELECT graphile_worker.add_job('job.test')")).rejects.toMatchObject(denied)
    await expect(ask('DELETE FROM job')).rejects.toMatchObject(denied)
    await expect(ask("UPDATE job SET payload = '{}'")).rejects.toMatchObject(denied)
    await expect(
      ask(
        "INSERT INTO job (tenant_id, id, task, payload, max_attempts) VALUES (gen_random_uuid(), gen_random_uuid(), 'a.b', '{}', 1)",
      ),
    ).rejects.toMatchObject(denied)
  })
})

describe('a worker', () => {
  it('does a job as soon as it is committed, and keeps progress and result', async () => {
    const { id: tenantId } = await aTenant(platform)
    const task = aTask(async ({ progress }, { factor }) => {
      await progress(1, 3)
      await progress(2, 3)
      await progress(3, 3)
      return { doubled: Number(factor) * 2 }
    })
    work(task)
    const id = await enqueueFor(tenantId, task, { factor: 21 })
    const row = await untilJob(platform, tenantId, id, ({ state }) => state === 'DONE')
    expect(row).toMatchObject({
      attempts: 1,
      result: { doubled: 42 },
      progress_done: '3',
      progress_total: '3',
      last_error: null,
    })
    expect(row.finished_at).toBeInstanceOf(Date)
    await untilLeft(platform, id)
  })

  it('tries again, later each time, and lets the job be dead after its last attempt', async () => {
    const { id: tenantId } = await aTenant(platform)
    const attempts: number[] = []
    const task = aTask(
      async ({ job }) => {
        attempts.push(job.attempt)
        throw new AppError('UNAVAILABLE', `The service is away (${job.attempt})`)
      },
      { maxAttempts: 3 },
    )
    work(task)
    const id = await enqueueFor(tenantId, task, {})
    const waits: number[] = []
    for (const attempt of [1, 2]) {
      const row = await untilJob(platform, tenantId, id, (one) => one.state === 'FAILED' && one.attempts === attempt)
      expect(row).toMatchObject({ finished_at: null, last_error: `The service is away (${attempt})` })
      waits.push(row.run_at.getTime() - Date.now())
      await skipWaiting(platform, id)
    }
    const dead = await untilJob(platform, tenantId, id, (row) => row.finished_at !== null)
    expect(dead).toMatchObject({ state: 'FAILED', attempts: 3, last_error: 'The service is away (3)' })
    expect(attempts).toEqual([1, 2, 3])
    expect(waits[1]).toBeGreaterThan(Number(waits[0]))
    await untilLeft(platform, id)
    const metrics = await platform.telemetry.registry.metrics()
    expect(metrics).toContain(`jobs_total{task="${task.name}",outcome="failed"} 2`)
    expect(metrics).toContain(`jobs_total{task="${task.name}",outcome="dead"} 1`)
  })

  it('does not try again what cannot be mended: a refusal, a payload of another version, a result beyond bounds', async () => {
    const { id: tenantId } = await aTenant(platform)
    const refusing = aTask(async () => {
      throw new JobRefused('There is no such rule')
    })
    const strict = { ...aTask(nothing), name: refusing.name.replace('task', 'strict') }
    const long = aTask(async () => 'x'.repeat(300_000))
    work(refusing, { ...strict, perform: (run, payload) => aTask(nothing).perform(run, [payload]) }, long)
    for (const [task, message] of [
      [refusing, 'There is no such rule'],
      [strict, 'The job is none that this version of the server understands'],
      [long, 'The result is longer than 256 KiB'],
    ] as const) {
      const id = await enqueueFor(tenantId, task, {})
      const row = await untilJob(platform, tenantId, id, (one) => one.finished_at !== null)
      expect(row).toMatchObject({ state: 'FAILED', attempts: 1, last_error: message })
    }
  })

  it('tells the tenant of an unexpected failure no more than that it happened', async () => {
    const { id: tenantId } = await aTenant(platform)
    const leaking = aTask(async () => {
      throw new Error('connect to postgres://tocsin:s3cret@db failed')
    })
    const unstorable = aTask(async () => ({ text: '\u0000' }))
    work(leaking, unstorable)
    for (const task of [leaking, unstorable]) {
      const id = await enqueueFor(tenantId, task, {}, { maxAttempts: 1 })
      const row = await untilJob(platform, tenantId, id, (one) => one.finished_at !== null)
      expect(row).toMatchObject({ state: 'FAILED', last_error: expect.stringMatching(/^Internal error/) })
      expect(JSON.stringify(row)).not.toMatch(/s3cret|at .*\.ts/)
    }
  })

  it('ends a job whose time is up, also one that does not heed its signal', async () => {
    const { id: tenantId } = await aTenant(platform)
    const { opened, open } = gate()
    const reasons: unknown[] = []
    const limits = { timeLimitMs: 200, maxAttempts: 1 }
    const heeding = aTask(
      ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('gave up')))),
      limits,
    )
    const deaf = aTask(async ({ inTenant }) => {
      await opened
      await inTenant((db) => db.query('SELECT 1')).catch((error: unknown) => reasons.push(error))
    }, limits)
    work(heeding, deaf)
    for (const task of [heeding, deaf]) {
      const id = await enqueueFor(tenantId, task, {})
      const row = await untilJob(platform, tenantId, id, (one) => one.finished_at !== null)
      expect(row).toMatchObject({ state: 'FAILED', last_error: 'It took longer than 0.2 s' })
    }
    open()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(reasons).toEqual([expect.objectContaining({ message: 'It took longer than 0.2 s' })]) // and it writes nothing any more
  })

  it('stops within seconds and gives back what is under way, without counting the attempt', async () => {
    const { id: tenantId } = await aTenant(platform)
    const { opened, open } = gate()
    const task = aTask(() => opened, { maxAttempts: 1 })
    const stopping = work(task)
    const id = await enqueueFor(tenantId, task, {})
    await untilJob(platform, tenantId, id, (row) => row.state === 'RUNNING')
    await stopping.stop()
    expect(await jobRow(platform, tenantId, id)).toMatchObject({ state: 'QUEUED', attempts: 0, last_error: null })
    expect(await queueRow(platform, id)).toMatchObject({ attempts: 0, locked_by: null })
    open()
    work(task)
    await untilJob(platform, tenantId, id, (row) => row.state === 'DONE')
  })

  it('does a periodic task once per round, however many workers there are', async () => {
    const rounds: number[] = []
    const periodic = {
      name: aTask(nothing).name,
      everyMs: 1_000,
      timeLimitMs: 1_000,
      handler: async () => void rounds.push(Math.floor(Date.now() / 1_000)),
    }
    const workers = [aWorker(platform, [], [periodic]), aWorker(platform, [], [periodic])]
    for (let look = 0; look < 200 && rounds.length === 0; look++)
      await new Promise((resolve) => setTimeout(resolve, 50))
    await Promise.all(workers.map((one) => one.stop()))
    expect(rounds).toHaveLength(1)
  })
})

describe('a job whose worker was killed', () => {
  /** As kill -9 leaves it: begun, locked by a name, and nobody there. */
  async function leftBehind(tenantId: string, task: AnyTask, seenSecondsAgo: number, maxAttempts = 3) {
    const id = await platform.database.transaction({ tenantId }, async (db) => {
      const made = await enqueue(db, task as ReturnType<typeof aTask>, {}, { maxAttempts })
      await db.query("UPDATE job SET state = 'RUNNING', attempts = 1, started_at = now() WHERE id = $1", [made])
      return made
    })
    const pool = `pool-${id}`
    await platform.database.asLogin(async (db) => {
      await db.query(
        `UPDATE graphile_worker._private_jobs SET attempts = 1, locked_by = $2, locked_at = now() - interval '30 seconds' WHERE key LIKE $1`,
        [`%:${id}`, pool],
      )
      await db.query(
        `INSERT INTO node (id, has_redis, job_pool, seen_at) VALUES ($1, true, $2, now() - $3 * interval '1 second')`,
        [id, pool, seenSecondsAgo],
      )
    })
    return id
  }

  it('is done by another once its node is silent, and dead when that was its last attempt', async () => {
    const { id: tenantId } = await aTenant(platform)
    const attempts: number[] = []
    const task = aTask(async ({ job }) => void attempts.push(job.attempt))
    const [id, last] = [await leftBehind(tenantId, task, 30), await leftBehind(tenantId, task, 30, 1)]
    work(task)
    const done = await untilJob(platform, tenantId, id, (row) => row.state === 'DONE')
    expect(done).toMatchObject({ attempts: 2, last_error: expect.stringContaining('Its worker ended') })
    const dead = await untilJob(platform, tenantId, last, (row) => row.finished_at !== null)
    expect(dead).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      last_error: expect.stringContaining('Its worker ended'),
    })
    expect(attempts).toEqual([2])
    expect(await queueRow(platform, last)).toBeUndefined()
    const metrics = await platform.telemetry.registry.metrics()
    expect(metrics).toContain(`jobs_total{task="${task.name}",outcome="lost"} 2`)
  })

  it('is left to a node that lives', async () => {
    const { id: tenantId } = await aTenant(platform)
    const other = aTask(nothing)
    const id = await leftBehind(tenantId, other, 0)
    await freeLostJobs(platform, { own: 'pool-mine', former: [], isAlone: false })
    expect(await queueRow(platform, id)).toMatchObject({ locked_by: `pool-${id}` })
    await freeLostJobs(platform, { own: 'pool-mine', former: [`pool-${id}`], isAlone: false })
    expect(await queueRow(platform, id)).toMatchObject({ locked_by: null })
    expect(await jobRow(platform, tenantId, id)).toMatchObject({ state: 'QUEUED' })
  })

  it('cannot be written any more by a worker that only hung, once another has taken it over', async () => {
    const { id: tenantId } = await aTenant(platform)
    const { opened, open } = gate()
    const runs: JobRun[] = []
    const task = aTask(async (run) => {
      runs.push(run)
      if (run.job.attempt === 1) await opened
      return { by: run.job.attempt }
    })
    const hung = aWorker(platform, [task])
    const id = await enqueueFor(tenantId, task, {})
    await untilJob(platform, tenantId, id, (row) => row.state === 'RUNNING')
    await platform.database.asLogin((db) =>
      db.query('UPDATE graphile_worker._private_jobs SET locked_by = NULL, locked_at = NULL WHERE key LIKE $1', [
        `%:${id}`,
      ]),
    )
    const second = aWorker(platform, [task])
    await untilJob(platform, tenantId, id, (row) => row.state === 'DONE')
    await runs[0]?.progress(1, 1)
    expect(runs[0]?.signal.aborted).toBe(true)
    open()
    await Promise.all([hung.stop(), second.stop()])
    expect(await jobRow(platform, tenantId, id)).toMatchObject({ state: 'DONE', attempts: 2, result: { by: 2 } })
  })
})

import { aMember, testPlatform } from '../../test/harness'
import { aTask, aWorker, gate, jobRow, untilJob, untilLeft } from '../../test/jobs'
import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { enqueue, type AnyTask, type Task } from '../platform/jobs'
import { cancelJob } from './job.cancel'
import { retryJob } from './job.retry'

let platform: Platform
let close: () => Promise<void>
let admin: Context & { tenant: TenantRef }
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  admin = await aMember(platform, { role: Role.ADMIN, name: 'Ada' })
})
afterAll(() => close())

const queued = <Payload>(task: Task<Payload>, payload: Payload) =>
  platform.database.transaction({ tenantId: admin.tenant.id }, (db) => enqueue(db, task, payload))

/** While a worker runs that knows the tasks. */
async function whileWorking(tasks: AnyTask[], work: () => Promise<void>): Promise<void> {
  const worker = aWorker(platform, tasks)
  try {
    await work()
  } finally {
    await worker.stop()
  }
}

const cancelled = { state: 'FAILED', last_error: 'Cancelled by Ada' }

it('never begins a job that was cancelled while it waited', async () => {
  let begun = 0
  const task = aTask(() => Promise.resolve(++begun))
  const id = await queued(task, {})
  const { job } = await cancelJob(admin, { id })
  expect(job).toMatchObject({ state: 'FAILED', isDead: true, lastError: 'Cancelled by Ada', attempts: 0 })
  await whileWorking([task], () => untilLeft(platform, id))
  expect(begun).toBe(0)
  expect(await jobRow(platform, admin.tenant.id, id)).toMatchObject(cancelled)
})

it('ends one under way before its next step, and lets a retry go on from there', async () => {
  const step = gate()
  const steps: number[] = []
  const task = aTask(async ({ checkpoint, keep, inTenant }) => {
    for (let next = Number(checkpoint ?? 0) + 1; next <= 4; next++) {
      if (next === 3) await step.opened
      await inTenant(async (db) => {
        await db.execute('UPDATE tenant SET name = name || $1', [String(next)])
        await keep(db, next)
      })
      steps.push(next)
    }
    return 'whole'
  })
  const id = await queued(task, {})
  await whileWorking([task], async () => {
    await untilJob(platform, admin.tenant.id, id, () => steps.length === 2)
    await cancelJob(admin, { id })
    step.open()
    await untilLeft(platform, id)
    expect(await jobRow(platform, admin.tenant.id, id)).toMatchObject(cancelled)
    expect(steps).toEqual([1, 2])
    await retryJob(admin, { id })
    expect((await untilJob(platform, admin.tenant.id, id, ({ state }) => state === 'DONE')).result).toBe('whole')
    expect(steps).toEqual([1, 2, 3, 4])
  })
  const [tenant] = await platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query<{ name: string }>('SELECT name FROM tenant'),
  )
  expect(tenant?.name).toBe('Acme1234') // nothing of a step is kept without its checkpoint
})

it('refuses what is over, and is on record', async () => {
  const task = aTask(() => Promise.resolve(null))
  const id = await queued(task, {})
  await whileWorking(
    [task],
    async () => void (await untilJob(platform, admin.tenant.id, id, (row) => row.state === 'DONE')),
  )
  await expect(cancelJob(admin, { id })).rejects.toMatchObject({ code: 'CONFLICT' })
  await expect(cancelJob(admin, { id: 'none' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const other = await queued(task, {})
  await cancelJob(admin, { id: other })
  const entries = await platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query("SELECT object_id FROM audit_entry WHERE action = 'job.cancel' AND object_id = ANY ($1)", [[id, other]]),
  )
  expect(entries).toEqual([{ object_id: other }])
})

it("cannot cancel another tenant's job", async () => {
  const stranger = await aMember(platform, { role: Role.ADMIN })
  const id = await queued(
    aTask(() => Promise.resolve(null)),
    {},
  )
  await expect(cancelJob(stranger, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await jobRow(platform, admin.tenant.id, id)).toMatchObject({ state: 'QUEUED' })
})

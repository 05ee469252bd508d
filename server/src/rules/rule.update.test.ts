import { anAlert } from '../../test/alerts'
import { aMember, analystOf, testPlatform } from '../../test/harness'
import { removeMember } from '../auth/member.service'
import { Role } from '../auth/role'
import type { Context, Platform, TenantRef } from '../platform/context'
import { Severity } from '../scoring/severity'
import './rule.disown'
import { ruleIdentity } from './rule.identity'
import { ruleById } from './rule.loader'
import { updateRule } from './rule.update'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

type Member = Context & { tenant: TenantRef }

/** The rule of a fresh alert. */
async function aRule(ctx: Member, ruleId = '5712'): Promise<string> {
  const fired = {
    product: 'Wazuh',
    ruleId,
    ruleName: 'sshd: brute force',
    severity: Severity.HIGH,
    techniques: ['T1110'],
  }
  await anAlert(platform, ctx.tenant.id, fired)
  return ruleIdentity(ctx.tenant.id, 'Wazuh', ruleId)
}

/** As a request of its own sees it. */
const read = (ctx: Member, id: string) => ruleById({ ...ctx }, id)

const history = (ctx: Member, id: string) =>
  platform.database.transaction({ tenantId: ctx.tenant.id }, (db) =>
    db.query(
      'SELECT field, from_value AS from, to_value AS to, to_label AS label FROM history_entry WHERE object_id = $1 ORDER BY id',
      [id],
    ),
  )

it('is made of the first alert that names it, and stays as it is with the next', async () => {
  const ctx = await analystOf(platform)
  const id = await aRule(ctx)
  await anAlert(platform, ctx.tenant.id, { product: 'WAZUH', ruleId: '5712', ruleName: 'another name' })
  expect(await read(ctx, id)).toMatchObject({
    product: 'Wazuh',
    ruleId: '5712',
    name: 'sshd: brute force',
    level: 'HIGH',
    techniques: ['T1110'],
    guide: null,
    ownerId: null,
    version: 1,
  })
})

it('goes by its id when the product names it nothing else', async () => {
  const ctx = await analystOf(platform)
  await anAlert(platform, ctx.tenant.id, { product: 'Falco', ruleId: 'shell' })
  expect(await read(ctx, ruleIdentity(ctx.tenant.id, 'falco', 'shell'))).toMatchObject({ name: 'shell' })
})

it('takes a name, a level, an owner and a guide, on the record; what is left out stays', async () => {
  const ctx = await analystOf(platform)
  const id = await aRule(ctx)
  const ownerId = ctx.viewer?.id ?? ''
  const { rule } = await updateRule(ctx, { id, expectedVersion: 1, level: Severity.LOW, ownerId, guide: ' # Look ' })
  expect(rule).toMatchObject({ name: 'sshd: brute force', level: 'LOW', ownerId, guide: '# Look', version: 2 })
  expect(await history(ctx, id)).toEqual([
    { field: 'level', from: 'HIGH', to: 'LOW', label: null },
    { field: 'owner', from: null, to: ownerId, label: 'Ana Lyst' },
    { field: 'guide', from: null, to: '# Look', label: null },
  ])
  const { rule: cleared } = await updateRule(ctx, { id, ownerId: null, guide: ' ', name: 'Guessing' })
  expect(cleared).toMatchObject({ name: 'Guessing', level: 'LOW', ownerId: null, guide: null, version: 3 })
})

it('records no change where nothing differs', async () => {
  const ctx = await analystOf(platform)
  const id = await aRule(ctx)
  const { rule } = await updateRule(ctx, { id, name: 'sshd: brute force', level: null, guide: null })
  expect([rule.version, await history(ctx, id)]).toEqual([1, []])
})

it('refuses what was changed meanwhile, and shows what is there', async () => {
  const ctx = await analystOf(platform)
  const id = await aRule(ctx)
  await updateRule(ctx, { id, guide: 'theirs' })
  await expect(updateRule(ctx, { id, expectedVersion: 1, guide: 'mine' })).rejects.toMatchObject({
    code: 'CONFLICT',
    extensions: { current: { version: 2, guide: 'theirs' } },
  })
})

it('refuses what is too long, and who is no member', async () => {
  const ctx = await analystOf(platform)
  const id = await aRule(ctx)
  const stranger = (await analystOf(platform)).viewer?.id
  for (const wanted of [{ guide: 'x'.repeat(20_001) }, { name: ' ' }, { ownerId: stranger }, { ownerId: 'me' }])
    await expect(updateRule(ctx, { id, ...wanted })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(await read(ctx, id)).toMatchObject({ version: 1 })
})

it("neither shows nor changes another tenant's", async () => {
  const [ours, theirs] = [await analystOf(platform), await analystOf(platform)]
  const id = await aRule(theirs)
  expect(await read(ours, id)).toBeNull()
  for (const wrong of [id, 'no id'])
    await expect(updateRule(ours, { id: wrong, guide: 'x' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await read(theirs, id)).toMatchObject({ guide: null, version: 1 })
})

it('belongs to nobody once its owner has left, on the record', async () => {
  const ctx = await aMember(platform, { role: Role.ADMIN })
  const leaving = await analystOf(platform, ctx.tenant)
  const id = await aRule(ctx)
  await updateRule(ctx, { id, ownerId: leaving.viewer?.id })
  await removeMember(ctx, { userId: leaving.viewer?.id ?? '' })
  expect(await read(ctx, id)).toMatchObject({ ownerId: null, version: 3 })
  expect((await history(ctx, id)).at(-1)).toMatchObject({ field: 'owner', from: leaving.viewer?.id, to: null })
})

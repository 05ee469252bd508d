import { analystOf, testPlatform } from '../../test/harness'
import { historyOf } from '../audit/history.loader'
import type { Platform } from '../platform/context'
import { Severity } from '../scoring/severity'
import { createAlert } from './alert.create'
import { alertChangedTopic, type AlertNews } from './alert.events'
import type { CreateAlertInput } from './alert.input'
import { alertById, alertNode, rawTextOf, tagsOf } from './alert.loader'

let platform: Platform
let close: () => Promise<void>
beforeAll(async () => ({ platform, close } = await testPlatform()))
afterAll(() => close())

const severity = Severity.HIGH

it('opens an alert that is NEW, scored and on record', async () => {
  const ctx = await analystOf(platform)
  const heard: AlertNews[] = []
  const stop = platform.news.subscribe(alertChangedTopic, (news) => heard.push(...(news as AlertNews[])))
  const input = {
    title: ' Odd login ',
    severity,
    entity: 'web-1',
    description: ' ',
    tags: ['VIP', 'vip', ' x '],
    raw: { b: 1, a: [null] },
  }
  const { alert } = await createAlert(ctx, input)
  stop()
  expect(alert).toMatchObject({
    title: 'Odd login',
    severity,
    severitySetBy: 'USER',
    entity: 'web-1',
    description: null,
    status: 'NEW',
    number: 1,
  })
  expect(alert).toMatchObject({
    riskScore: 80,
    riskExplanation: [{ factor: 'severity', points: 80 }],
    sourceId: null,
    version: 1,
  })
  expect(await tagsOf(ctx, alert.id)).toEqual(['VIP', 'x'])
  expect(await rawTextOf(ctx, alert.id)).toBe('{"a":[null],"b":1}')
  expect(await historyOf(ctx, { objectType: 'alert', objectId: alert.id, first: 10 })).toMatchObject([
    { field: 'status', from: null, to: 'NEW', actor: { kind: 'USER' } },
  ])
  expect(heard).toEqual([{ tenantId: ctx.tenant.id, id: alert.id, changeSeq: 1, changedFields: [], before: null }])
})

it.each<[string, Partial<CreateAlertInput>, string]>([
  ['an empty title', { title: '  ' }, 'input.title'],
  ['a long title', { title: 'x'.repeat(501) }, 'input.title'],
  ['NUL', { title: 'a\0' }, 'input.title'],
  ['a long entity', { entity: 'x'.repeat(501) }, 'input.entity'],
  ['a long description', { description: 'x'.repeat(10_001) }, 'input.description'],
  ['an empty tag', { tags: ['ok', ''] }, 'input.tags.1'],
  ['a long tag', { tags: ['x'.repeat(101)] }, 'input.tags.0'],
  ['many tags', { tags: Array.from({ length: 51 }, (_, index) => `t${index}`) }, 'input.tags'],
  ['deep evidence', { raw: JSON.parse('['.repeat(200) + ']'.repeat(200)) as unknown }, 'input.raw'],
])('refuses %s and names the field', async (_, part, path) => {
  const ctx = await analystOf(platform)
  const attempt = createAlert(ctx, { title: 'x', severity, ...part })
  await expect(attempt).rejects.toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: [{ path }] } })
})

it('refuses evidence over 1 MiB and takes what is just below', async () => {
  const ctx = await analystOf(platform)
  const large = 'é'.repeat(512 * 1024 - 1) // two bytes each, plus the quotes
  const { alert } = await createAlert(ctx, { title: 'x', severity, raw: large })
  expect((await rawTextOf(ctx, alert.id))?.length).toBe(512 * 1024 + 1)
  await expect(createAlert(ctx, { title: 'x', severity, raw: `${large}x` })).rejects.toMatchObject({
    extensions: { code: 'PAYLOAD_TOO_LARGE', fields: [{ path: 'input.raw' }] },
  })
})

it('stores hostile text as it is', async () => {
  const ctx = await analystOf(platform)
  const title = `<script>alert(1)</script> '; DROP TABLE alert; -- ${'\u202e'} 😀`
  const raw = { '\u0000': '\ud800', __proto__: 1 }
  const { alert } = await createAlert(ctx, { title, severity, raw })
  expect(alert.title).toBe(title)
  expect(await rawTextOf(ctx, alert.id)).toBe('{"\\u0000":"\\ud800"}')
})

it('gives numbers of its own to each, however many come at once', async () => {
  const ctx = await analystOf(platform)
  const made = await Promise.all(
    Array.from({ length: 20 }, (_, index) => createAlert(ctx, { title: `a${index}`, severity })),
  )
  expect(new Set(made.map(({ alert }) => alert.number)).size).toBe(20)
})

it('is found by no other tenant, by id or node', async () => {
  const ctx = await analystOf(platform)
  const { alert } = await createAlert(ctx, { title: 'x', severity })
  const stranger = await analystOf(platform)
  await expect(alertById(stranger, alert.id)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
  expect(await alertNode(stranger, alert.id)).toBeNull()
  expect(await tagsOf(stranger, alert.id)).toEqual([])
  expect(await rawTextOf(stranger, alert.id)).toBeNull()
  expect(await historyOf(stranger, { objectType: 'alert', objectId: alert.id, first: 10 })).toEqual([])
  expect(await alertNode(ctx, alert.id.toUpperCase())).toMatchObject({ id: alert.id })
  await expect(alertById(ctx, 'nonsense\0')).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } })
})

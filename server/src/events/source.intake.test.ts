import { analystOf } from '../../test/harness'
import { aSender } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { intakeFrom, SourceIntakeResolver } from './source.intake'
import { Source } from '../sources/source.entity'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const intakeOf = (ctx: Parameters<SourceIntakeResolver['intake']>[1], id: string) =>
  new SourceIntakeResolver().intake(Object.assign(new Source(), { id }), ctx)

it('tells what became of the items, and how late they came', async () => {
  const sender = await aSender(node)
  const late = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString()
  const items = [60, 120, 180].map((seconds) => ({ title: 'Late', entity: 'x', event_time: late(seconds) }))
  await sender.send([...items, { title: 'From tomorrow', event_time: late(-86_400) }, { title: 'Timeless' }])
  const intake = await intakeOf(sender.admin, sender.id)
  expect(intake).toMatchObject({ created: 3, folded: 2, suppressed: 0, stored: 0, isCapped: false, lag: { ahead: 1 } })
  expect(Math.round((intake.lag?.median ?? 0) / 60)).toBe(2)
})

it('says nothing of a lag where no event states a time', () => {
  expect(
    intakeFrom({ created: 1, folded: 0, suppressed: 0, stored: 0, ahead: 0, median: null, p95: null }).lag,
  ).toBeNull()
})

it("tells another tenant nothing of a source's items", async () => {
  const sender = await aSender(node)
  await sender.send({ title: 'x' })
  const stranger = await analystOf(node.platform)
  expect(await intakeOf(stranger, sender.id)).toMatchObject({ created: 0, lag: null })
})

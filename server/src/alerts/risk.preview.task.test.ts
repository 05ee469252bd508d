import { someAlerts } from '../../test/alerts'
import { aMember } from '../../test/harness'
import { untilJob } from '../../test/jobs'
import { startTestNode, type TestNode } from '../../test/test-node'
import { Role } from '../auth/role'
import { Criticality } from '../scoring/criticality'
import { updateRiskWeights } from '../scoring/risk.weights.service'
import { Severity } from '../scoring/severity'
import { previewRiskWeights } from './risk.preview.resolver'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const resultOf = async (tenantId: string, id: string) =>
  (await untilJob(node.platform, tenantId, id, ({ state }) => state === 'DONE')).result

it("tells what other weights would change about a tenant's alerts, and changes nothing", async () => {
  const admin = await aMember(node.platform, { role: Role.ADMIN })
  const stranger = await aMember(node.platform, { role: Role.ADMIN })
  const asset = { host: 'dc01', criticality: Criticality.CRITICAL }
  const facts = { severity: Severity.MEDIUM, asset }
  await someAlerts(node.platform, admin.tenant.id, [
    ...Array.from({ length: 1_100 }, () => ({})), // more than a page, of before facts were kept
    { title: 'On the controller', severity: Severity.MEDIUM, riskScore: 80, riskFacts: facts },
  ])
  const weights = { assets: [{ criticality: Criticality.CRITICAL, weight: 0 }] }
  const { job } = await previewRiskWeights(admin, { weights })
  expect(await resultOf(admin.tenant.id, job.id)).toMatchObject({
    ...{ alerts: 1_101, up: 0, down: 1, moves: [{ from: 'HIGH', to: 'MEDIUM', count: 1 }] },
    examples: [{ title: 'On the controller', from: 80, to: 50 }],
  })
  const { job: theirs } = await previewRiskWeights(stranger, { weights })
  expect(await resultOf(stranger.tenant.id, theirs.id)).toMatchObject({ alerts: 0, examples: [] })
  await updateRiskWeights(admin, { weights })
  const { job: again } = await previewRiskWeights(admin, { weights })
  expect(await resultOf(admin.tenant.id, again.id)).toMatchObject({ alerts: 1_101, up: 0, down: 0 })
  const [row] = await node.platform.database.transaction({ tenantId: admin.tenant.id }, (db) =>
    db.query("SELECT risk_score FROM alert WHERE title = 'On the controller'"),
  )
  expect(row).toEqual({ risk_score: 80 })
})

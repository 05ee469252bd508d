import { aMember } from '../../test/harness'
import { aSender } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'
import { assetRegister } from '../assets/asset.register'
import { networkRegister } from '../assets/network.register'
import { privilegedUserRegister } from '../assets/privileged-user.register'
import { addToRegister, changeInRegister, removeFromRegister } from '../assets/register.service'
import { createApiKey } from '../auth/api-key.service'
import { Role } from '../auth/role'
import { Criticality } from '../scoring/criticality'
import type { RiskFactor } from '../scoring/risk'
import { updateRiskWeights } from '../scoring/risk.weights.service'

let node: TestNode
beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

interface Seen {
  srcNetwork: string | null
  dstNetwork: string | null
  asset: { host: string; criticality: string } | null
  riskScore: number
  riskExplanation: RiskFactor[]
  occurrences: number
}

type Sender = Awaited<ReturnType<typeof aSender>>

/** The alert that an item opens or belongs to, as a screen sees it. */
async function sent(sender: Sender, item: object): Promise<Seen> {
  const { status, body } = await sender.send(item)
  expect(status).toBe(202)
  const { secret } = await createApiKey(sender.admin, { name: 'screen', scopes: ['alert:read', 'asset:read'] })
  const document = `query ($id: ID!) { alert(id: $id) {
    srcNetwork dstNetwork asset { host criticality } riskScore riskExplanation { factor points why } occurrences
  } }`
  const { data } = await node.gql<{ alert: Seen }>(document, { id: body.items[0]?.alertId }, { key: secret })
  return data.alert
}

const sumOf = ({ riskExplanation }: Seen): number =>
  Math.round(riskExplanation.reduce((sum, { points }) => sum + points, 0) * 10) / 10

const item = (title: string) => ({
  title,
  severity: 'medium',
  host: 'DC01.corp.example',
  user: 'CORP\\admin',
  source_ip: '10.20.1.5',
  dest_ip: '203.0.113.7',
})

async function aTold(): Promise<Sender> {
  const sender = await aSender(node)
  const { admin } = sender
  await addToRegister(admin, networkRegister, { cidr: '10.20.0.0/16', name: 'Office Berlin' })
  await addToRegister(admin, networkRegister, { cidr: '203.0.113.0/24', name: 'Partner', isInternal: false })
  await addToRegister(admin, assetRegister, { host: 'dc01', criticality: Criticality.CRITICAL })
  await addToRegister(admin, privilegedUserRegister, { name: 'admin@corp.example' })
  return sender
}

it('gives an alert its networks, its asset, and a score whose points add up', async () => {
  const alert = await sent(await aTold(), item('Odd process'))
  expect(alert).toMatchObject({
    srcNetwork: 'Office Berlin',
    dstNetwork: 'Partner',
    asset: { host: 'dc01', criticality: 'CRITICAL' },
  })
  const said = Object.fromEntries(alert.riskExplanation.map(({ factor, why }) => [factor, why]))
  expect(said).toMatchObject({
    severity: 'Severity is MEDIUM',
    asset: 'The asset dc01 is CRITICAL',
    source: 'It comes from an internal address, of Office Berlin',
    privilegedUser: 'CORP\\admin is a privileged user',
  })
  expect(alert.riskScore).toBeGreaterThan(80)
  expect(sumOf(alert)).toBe(alert.riskScore)
})

it('has factors for what is known and no others', async () => {
  const sender = await aSender(node)
  const alert = await sent(sender, { title: 'Bare', severity: 'high', host: 'somewhere' })
  expect(alert).toMatchObject({ srcNetwork: null, asset: null, riskScore: 80 })
  expect(alert.riskExplanation.map(({ factor }) => factor)).toEqual(['severity'])
})

it('knows of every change with the next item, and matches nothing with what another tenant has told', async () => {
  const sender = await aTold()
  const stranger = await aSender(node)
  expect((await sent(sender, item('One'))).asset).not.toBeNull()
  expect(await sent(stranger, item('One'))).toMatchObject({ srcNetwork: null, dstNetwork: null, asset: null })
  const { admin } = sender
  const asset = await addToRegister(admin, assetRegister, { host: 'dc01.corp.example', criticality: Criticality.LOW })
  expect((await sent(sender, item('Two'))).asset).toMatchObject({ host: 'dc01.corp.example', criticality: 'LOW' })
  await changeInRegister(admin, assetRegister, { id: asset.id, ...{ host: 'other' } })
  expect((await sent(sender, item('Three'))).asset).toMatchObject({ host: 'dc01' })
  await removeFromRegister(admin, assetRegister, asset)
  await updateRiskWeights(admin, { weights: { severity: 0 } })
  const bare = await sent(sender, { title: 'Four', severity: 'critical' })
  expect(bare).toMatchObject({ riskScore: 0, riskExplanation: [{ factor: 'severity', points: 0 }] })
})

it('raises an alert that goes on and on, and still explains all of it', async () => {
  const sender = await aTold()
  const first = await sent(sender, item('Noisy'))
  await sender.send(Array.from({ length: 120 }, () => item('Noisy')).map((one, n) => ({ ...one, n })))
  const last = await sent(sender, { ...item('Noisy'), n: -1 })
  expect(last.occurrences).toBe(122)
  expect(last.riskScore).toBeGreaterThan(first.riskScore)
  expect(last.riskExplanation.at(-1)).toMatchObject({ factor: 'repetition', why: 'Seen 100 times or more' })
  expect(sumOf(last)).toBe(last.riskScore)
})

it('shows no asset to who may not read assets, and none that is gone', async () => {
  const sender = await aTold()
  const { body } = await sender.send(item('Hidden'))
  const ask = async (scopes: string[]) => {
    const { secret } = await createApiKey(sender.admin, { name: 'k', scopes })
    const document = 'query ($id: ID!) { alert(id: $id) { asset { host } } }'
    const { data } = await node.gql<{ alert: Pick<Seen, 'asset'> }>(
      document,
      { id: body.items[0]?.alertId },
      { key: secret },
    )
    return data.alert.asset?.host ?? null
  }
  expect(await ask(['alert:read', 'asset:read'])).toBe('dc01')
  expect(await ask(['alert:read'])).toBeNull()
  const admin = await aMember(node.platform, { tenant: sender.tenant, role: Role.ADMIN })
  const sql = 'SELECT id FROM asset'
  const [asset] = await node.platform.database.transaction({ tenantId: sender.tenant.id }, (db) =>
    db.query<{ id: string }>(sql),
  )
  await removeFromRegister(admin, assetRegister, { id: asset?.id ?? '' })
  expect(await ask(['alert:read', 'asset:read'])).toBeNull()
})

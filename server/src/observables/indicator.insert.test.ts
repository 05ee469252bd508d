import { aMember, aTenant, testPlatform } from '../../test/harness'
import { anObservable, idOf } from '../../test/observables'
import { Role } from '../auth/role'
import type { Platform, TenantRef } from '../platform/context'
import { newId } from '../platform/ids'
import type { Indicator, ToldIndicator } from './indicator.insert'
import { iocsOf } from './ioc'
import { Observable } from './observable.entity'
import { iocKey, named } from './observable.id'
import { observableWrites } from './observable.insert'
import { addObservable, updateObservable } from './observable.service'
import { ObservableType } from './observable.type'

let platform: Platform
let close: () => Promise<void>
let tenant: TenantRef
let sourceId: string
beforeAll(async () => {
  ;({ platform, close } = await testPlatform())
  tenant = await aTenant(platform)
  sourceId = newId()
  await inTenant((db) =>
    db.execute(
      `INSERT INTO source (tenant_id, id, slug, name, product, secret) VALUES ($1, $2, 'misp', 'MISP', 'misp', '\\x00')`,
      [tenant.id, sourceId],
    ),
  )
})
afterAll(() => close())

const inTenant: <T>(work: Parameters<Platform['database']['transaction']>[1]) => Promise<T> = (work) =>
  platform.database.transaction({ tenantId: tenant.id }, work) as Promise<never>

const told = (text: string, given: Partial<Indicator> = {}): ToldIndicator => ({
  tenantId: tenant.id,
  sourceId,
  at: new Date(),
  indicator: { ...anObservable('DOMAIN', text), name: null, tlp: null, validFrom: null, validUntil: null, ...given },
})

const tell = async (...indicators: ToldIndicator[]): Promise<void> => {
  const { writes } = observableWrites({ sightings: [], indicators })
  await platform.database.acrossTenants('tocsin_ingest', [tenant.id], (db) => db.write(writes))
}

const stored = async (text: string): Promise<Observable | undefined> => {
  const rows = await inTenant<Observable[]>((db) =>
    db.rows(Observable, 'SELECT * FROM observable WHERE id = $1::uuid', [idOf(tenant.id, 'DOMAIN', text)]),
  )
  return rows[0]
}

const knownBad = async (text: string): Promise<boolean> =>
  (await inTenant<Set<string>>((db) => iocsOf(db))).has(iocKey(anObservable('DOMAIN', text)))

const [past, future] = [new Date(Date.now() - 60_000), new Date(Date.now() + 3_600_000)]

it('makes IOCs with their TLP, validity and source', async () => {
  await tell(told('bad.test', { name: 'Emotet', tlp: 'tlp:amber', validFrom: past, validUntil: future }))
  expect(await stored('bad.test')).toMatchObject({
    ...{ isIoc: true, iocSetBy: 'SOURCE', iocSourceId: sourceId, name: 'Emotet', tlp: 'TLP:AMBER' },
    ...{ validFrom: past, validUntil: future },
  })
  expect(await knownBad('BAD.test')).toBe(true)
})

it('takes the newest word, also within one batch and about a value that was seen before', async () => {
  const seen = named(tenant.id, [anObservable('DOMAIN', 'seen.test')])
  const { writes } = observableWrites({
    sightings: [{ tenantId: tenant.id, alertId: newId(), at: past, observables: seen, isFold: false }],
  })
  await inTenant((db) => db.write(writes))
  expect(await knownBad('seen.test')).toBe(false)
  await tell(told('seen.test', { tlp: 'RED', validUntil: past }))
  expect(await knownBad('seen.test')).toBe(false) // it is over
  await tell(told('seen.test', { validUntil: past }), told('Seen.TEST', { tlp: 'GREEN', validUntil: future }))
  expect(await stored('seen.test')).toMatchObject({ tlp: 'TLP:GREEN', firstSeenAt: past })
  expect(await knownBad('seen.test')).toBe(true)
})

it('is not looked for before it is valid', async () => {
  await tell(told('early.test', { validFrom: future }))
  expect(await knownBad('early.test')).toBe(false)
})

it("never overrides a person's word that it is harmless, but may tell more of what a person calls bad", async () => {
  const ctx = await aMember(platform, { tenant, role: Role.ANALYST })
  await tell(told('ours.test'))
  await updateObservable(ctx, { id: idOf(tenant.id, 'DOMAIN', 'ours.test'), isIoc: false })
  await tell(told('ours.test', { tlp: 'RED' }))
  expect(await stored('ours.test')).toMatchObject({ isIoc: false, iocSetBy: 'USER', tlp: null })
  await addObservable(ctx, { type: ObservableType.DOMAIN, value: 'theirs[.]test', isIoc: true })
  await tell(told('theirs.test', { tlp: 'RED' }))
  expect(await stored('theirs.test')).toMatchObject({ isIoc: true, tlp: 'TLP:RED' })
})

it("tells nothing of another tenant's IOCs", async () => {
  await tell(told('secret.test'))
  const other = await aTenant(platform)
  const iocs = await platform.database.transaction({ tenantId: other.id }, (db) => iocsOf(db))
  expect(iocs.size).toBe(0)
})

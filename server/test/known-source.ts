import { SourceAuthentication } from '../src/sources/source.authentication'
import { ResolutionPolicy, SourceKind } from '../src/sources/source.dedup'
import type { KnownSource } from '../src/sources/source.directory'

/** A source as the ingest knows it, for tests of pure code; say only what matters. */
export const aKnownSource = (changes: Partial<KnownSource> = {}): KnownSource => ({
  tenantId: 't',
  id: 's',
  slug: 'siem',
  name: 'SIEM',
  product: 'generic',
  enabled: true,
  authentication: SourceAuthentication.SIGNATURE,
  secret: Buffer.from('the-secret-of-this-source'),
  previousSecret: null,
  idempotencySeconds: 300,
  ratePerSecond: 1,
  burst: 1,
  kind: SourceKind.FINDINGS,
  dedup: { byVendorId: true, fields: ['title', 'entity', 'srcIp'], windowSeconds: 86_400, memoryDays: 7 },
  onResolution: ResolutionPolicy.MARK,
  splits: [],
  dailyQuota: null,
  ...changes,
})

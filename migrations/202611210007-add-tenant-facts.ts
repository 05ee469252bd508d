import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createLookup } from '../server/src/platform/row-security'

/** An operator's list names tenants that he is no member of: row security shows him none of their people, only how many there are. */
const up = [
  'GRANT CREATE ON SCHEMA public TO tocsin_lookup',
  ...createLookup(
    'lookup_tenant_facts(wanted uuid[])',
    'TABLE (id uuid, created_at timestamptz, members int)',
    `SELECT t.id, t.created_at, (SELECT count(*)::int FROM membership m WHERE m.tenant_id = t.id)
     FROM tenant t WHERE t.id = ANY (wanted)`,
  ),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_lookup',
]

export class AddTenantFacts2026112100070 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION lookup_tenant_facts')
  }
}

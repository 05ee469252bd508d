import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const up = [
  // Null: as many as come.
  'ALTER TABLE tenant ADD COLUMN daily_event_quota int CHECK (daily_event_quota >= 1)',

  // Items taken per day (UTC). Written once a second and node, so that writers never queue for it.
  `CREATE TABLE tenant_usage (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    day date NOT NULL,
    items bigint NOT NULL,
    PRIMARY KEY (tenant_id, day)
  )`,
  ...protectTable('tenant_usage', { ingest: 'SELECT, INSERT, UPDATE, DELETE', app: 'SELECT' }),
]

export class CreateTenantUsage2026112500030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE tenant_usage')
    await db.query('ALTER TABLE tenant DROP COLUMN daily_event_quota')
  }
}

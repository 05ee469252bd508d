import type { MigrationInterface, QueryRunner } from 'typeorm'
import { forceRowSecurity, protectTable } from '../server/src/platform/row-security'

const up = [
  // Partitioned by the id, which is the time of arrival: whole days go without a vacuum. No foreign key leads here or from here: a check per
  // row would cost as much as the row. The payload is text, not jsonb: jsonb loses order, NULs and big integers.
  `CREATE TABLE event (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    item int NOT NULL,
    alert_id uuid,
    outcome text NOT NULL CHECK (outcome IN ('CREATED', 'FOLDED', 'SUPPRESSED', 'STORED')),
    title text,
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 6),
    entity text,
    host text,
    rule_id text,
    event_at timestamptz(3),
    ingested_at timestamptz(3) NOT NULL,
    dedup_key bytea,
    raw text NOT NULL,
    PRIMARY KEY (tenant_id, id)
  ) PARTITION BY RANGE (id)`,
  'CREATE INDEX event_alert ON event (tenant_id, alert_id, id) WHERE alert_id IS NOT NULL',
  'CREATE INDEX event_source ON event (tenant_id, source_id, id)',
  // Who split an alert moves events; retention removes them. Nobody changes what was received.
  ...protectTable('event', { app: 'SELECT, UPDATE (alert_id)', ingest: 'SELECT, INSERT, DELETE' }),
  // Where an event goes whose day has no partition. Partitions have no policy and no grant of their own: they are reached through `event` alone.
  'CREATE TABLE event_default PARTITION OF event DEFAULT',
  ...forceRowSecurity('event_default'),

  'ALTER TABLE tenant ADD COLUMN event_retention_days int NOT NULL DEFAULT 30 CHECK (event_retention_days BETWEEN 1 AND 3650)',
]

export class CreateEvents2026112500010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE tenant DROP COLUMN event_retention_days')
    await db.query('DROP TABLE event')
  }
}

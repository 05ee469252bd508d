import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createLookup, protectTable } from '../server/src/platform/row-security'

const up = [
  // What makes two items the same alert, and how long.
  `ALTER TABLE source
    ADD COLUMN kind text NOT NULL DEFAULT 'FINDINGS' CHECK (kind IN ('FINDINGS', 'TELEMETRY')),
    ADD COLUMN dedup_by_vendor_id boolean NOT NULL DEFAULT true,
    ADD COLUMN dedup_fields text[] NOT NULL DEFAULT '{title,ruleId,entity,host,user,resource,srcIp,dstIp,domain,url,fileName,sha256}',
    ADD COLUMN dedup_window_seconds int NOT NULL DEFAULT 86400 CHECK (dedup_window_seconds BETWEEN 0 AND 31536000),
    ADD COLUMN memory_days int NOT NULL DEFAULT 7 CHECK (memory_days BETWEEN 0 AND 90)`,

  `ALTER TABLE alert
    ADD COLUMN dedup_key bytea,
    ADD COLUMN dedup_fields text[] NOT NULL DEFAULT '{}',
    ADD COLUMN dedup_values text[] NOT NULL DEFAULT '{}',
    ADD COLUMN previous_alert_id uuid,
    ADD COLUMN swallowed int NOT NULL DEFAULT 0 CHECK (swallowed >= 0)`,

  // Which alert the next item of a key belongs to. The row's lock decides between two that arrive at once. No foreign key to the alert: it
  // would be checked for every new finding, and no alert is ever removed.
  `CREATE TABLE dedup_key (
    tenant_id uuid NOT NULL,
    source_id uuid NOT NULL,
    key bytea NOT NULL,
    alert_id uuid NOT NULL,
    forget_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id, key),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source ON DELETE CASCADE
  )`,
  'CREATE INDEX dedup_key_forget ON dedup_key (tenant_id, forget_at)',
  ...protectTable('dedup_key', { ingest: 'SELECT, INSERT, UPDATE, DELETE', app: 'SELECT, INSERT, UPDATE' }),

  // A person's word that items of one key which also say this are an alert of their own.
  `CREATE TABLE dedup_split (
    tenant_id uuid NOT NULL,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    key bytea NOT NULL,
    field text NOT NULL,
    value text NOT NULL,
    new_key bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, source_id, key, field, value),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source ON DELETE CASCADE
  )`,
  ...protectTable('dedup_split', { lookup: true }),
  'GRANT CREATE ON SCHEMA public TO tocsin_lookup',
  ...createLookup(
    'lookup_dedup_splits(tenant_slug text, tenant_id uuid, source_slug text)',
    'SETOF dedup_split',
    `SELECT d.* FROM dedup_split d JOIN source s ON s.tenant_id = d.tenant_id AND s.id = d.source_id JOIN tenant t ON t.id = d.tenant_id
     WHERE (t.slug = $1 OR t.id = $2) AND s.slug = $3 ORDER BY d.id LIMIT 1000`,
  ),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_lookup',

  // Items that were acknowledged and could not be read or stored. They keep the name of their delivery, which stays used up.
  `CREATE TABLE dead_letter (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    source_id uuid NOT NULL,
    delivery_id uuid NOT NULL,
    item int NOT NULL,
    at timestamptz(3) NOT NULL,
    reason text NOT NULL,
    raw text NOT NULL,
    state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'REPLAYED', 'DISCARDED')),
    attempts int NOT NULL DEFAULT 0,
    settled_at timestamptz(3),
    alert_id uuid,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source ON DELETE CASCADE
  )`,
  'CREATE INDEX dead_letter_state ON dead_letter (tenant_id, state, id)',
  'CREATE INDEX dead_letter_source ON dead_letter (tenant_id, source_id, state, id)',
  ...protectTable('dead_letter', {
    ingest: 'SELECT, INSERT, UPDATE, DELETE',
    app: 'SELECT, UPDATE (state, settled_at)',
  }),
]

export class FoldAlerts2026112500020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION lookup_dedup_splits')
    await db.query('DROP TABLE dead_letter, dedup_split, dedup_key')
    await db.query(`ALTER TABLE alert DROP COLUMN dedup_key, DROP COLUMN dedup_fields, DROP COLUMN dedup_values,
      DROP COLUMN previous_alert_id, DROP COLUMN swallowed`)
    await db.query(`ALTER TABLE source DROP COLUMN kind, DROP COLUMN dedup_by_vendor_id, DROP COLUMN dedup_fields,
      DROP COLUMN dedup_window_seconds, DROP COLUMN memory_days`)
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const actor = `
    actor_kind text NOT NULL CHECK (actor_kind IN ('USER', 'API_KEY', 'SOURCE', 'RULE', 'PLAYBOOK', 'SYSTEM')),
    actor_id uuid,
    actor_name text NOT NULL`

// No application role may change or remove what is on record.
const appendOnly = { app: 'SELECT, INSERT', ingest: 'INSERT' }

const up = [
  `CREATE TABLE audit_entry (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id uuid NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT now(),${actor},
    action text NOT NULL,
    object_type text NOT NULL,
    object_id uuid,
    request_id text,
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX audit_entry_object ON audit_entry (tenant_id, object_type, object_id, id)',
  ...protectTable('audit_entry', appendOnly),

  `CREATE TABLE history_entry (
    tenant_id uuid NOT NULL REFERENCES tenant,
    id uuid NOT NULL,
    change_id uuid NOT NULL,
    object_type text NOT NULL,
    object_id uuid NOT NULL,
    at timestamptz(3) NOT NULL DEFAULT now(),${actor},
    field text NOT NULL,
    from_value jsonb,
    to_value jsonb,
    reason text,
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX history_entry_object ON history_entry (tenant_id, object_type, object_id, id)',
  ...protectTable('history_entry', appendOnly),
]

export class CreateAudit2026112100020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE history_entry, audit_entry')
  }
}

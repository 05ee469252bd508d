import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const up = [
  // What fired, made when it is first seen. `rule_id` is the product's own name for it; the id follows from both (server/src/rules/rule.identity.ts).
  `CREATE TABLE rule (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    product text NOT NULL,
    rule_id text NOT NULL,
    name text NOT NULL,
    level smallint NOT NULL CHECK (level BETWEEN 0 AND 6),
    techniques text[] NOT NULL DEFAULT '{}',
    owner_id uuid,
    guide text CHECK (length(guide) BETWEEN 1 AND 20000),
    first_seen_at timestamptz(3) NOT NULL,
    version int NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, owner_id) REFERENCES membership (tenant_id, user_id) ON DELETE SET NULL (owner_id)
  )`,
  'CREATE INDEX rule_owner ON rule (tenant_id, owner_id) WHERE owner_id IS NOT NULL',
  ...protectTable('rule', { app: 'SELECT, INSERT, UPDATE', ingest: 'SELECT, INSERT' }),

  // No foreign key: it would be checked, and the rule's row locked, for every new alert, and no rule is ever removed.
  'ALTER TABLE alert ADD COLUMN detection_rule_id uuid',
  'CREATE INDEX alert_rule ON alert (tenant_id, detection_rule_id, first_seen_at) WHERE detection_rule_id IS NOT NULL',
  // Verdicts are few beside the alerts: each rule's history is read from the index alone.
  `CREATE INDEX alert_rule_verdict ON alert (tenant_id, first_seen_at DESC, detection_rule_id, verdict)
    WHERE verdict IS NOT NULL AND detection_rule_id IS NOT NULL`,
]

export class CreateRules2026112800300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX alert_rule_verdict')
    await db.query('DROP INDEX alert_rule')
    await db.query('ALTER TABLE alert DROP COLUMN detection_rule_id')
    await db.query('DROP TABLE rule')
  }
}

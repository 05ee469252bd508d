import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const up = [
  // The asset has no foreign key: it would be checked for every alert, and one that is removed while alerts of it arrive must not stop them.
  `ALTER TABLE alert
    ADD COLUMN src_network text,
    ADD COLUMN dst_network text,
    ADD COLUMN asset_id uuid,
    ADD COLUMN risk_facts jsonb`,

  // What a sender was told about an item, for the answer to be read again.
  'ALTER TABLE event ADD COLUMN risk_score real',

  // One row for a tenant that has weights of its own; all others go by ours, whatever they are in a later version.
  `CREATE TABLE risk_weights (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    version int NOT NULL DEFAULT 1,
    weights jsonb NOT NULL,
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
  )`,
  ...protectTable('risk_weights'),
]

export class ExplainRisk2026112800110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE risk_weights')
    await db.query('ALTER TABLE event DROP COLUMN risk_score')
    await db.query(
      'ALTER TABLE alert DROP COLUMN src_network, DROP COLUMN dst_network, DROP COLUMN asset_id, DROP COLUMN risk_facts',
    )
  }
}

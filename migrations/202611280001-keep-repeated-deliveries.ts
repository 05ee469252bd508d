import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = [
  // Until when a key of a later delivery points to this one, which it repeated: so long this one is kept, too.
  'ALTER TABLE delivery ADD COLUMN needed_until timestamptz(3)',
  'GRANT UPDATE (needed_until) ON delivery TO tocsin_ingest',

  // Clearing finds what was settled long ago by its time.
  'CREATE INDEX dead_letter_settled ON dead_letter (tenant_id, settled_at) WHERE settled_at IS NOT NULL',
]

export class KeepRepeatedDeliveries2026112800010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX dead_letter_settled')
    await db.query('ALTER TABLE delivery DROP COLUMN needed_until')
  }
}

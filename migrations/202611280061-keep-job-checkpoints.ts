import type { MigrationInterface, QueryRunner } from 'typeorm'

/** How far a long job is: its next attempt, or a retry by hand, goes on from there. */
export class KeepJobCheckpoints2026112800610 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE job ADD COLUMN checkpoint jsonb CHECK (octet_length(checkpoint::text) <= 65536)')
    await db.query('GRANT UPDATE (checkpoint) ON job TO tocsin_app')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE job DROP COLUMN checkpoint')
  }
}

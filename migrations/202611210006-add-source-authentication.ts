import type { MigrationInterface, QueryRunner } from 'typeorm'

export class AddSourceAuthentication2026112100060 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      `ALTER TABLE source ADD COLUMN authentication text NOT NULL DEFAULT 'SIGNATURE'
       CHECK (authentication IN ('SIGNATURE', 'BEARER'))`,
    )
    // What an administrator looks for, found however many deliveries were taken since; what is taken pays nothing for it.
    await db.query(
      `CREATE INDEX delivery_source_odd ON delivery (tenant_id, source_id, outcome, id) WHERE outcome <> 'ACCEPTED'`,
    )
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX delivery_source_odd')
    await db.query('ALTER TABLE source DROP COLUMN authentication')
  }
}

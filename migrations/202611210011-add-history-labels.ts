import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What an id in the history was called then, like the actor's name: a person who has left the tenant can no longer be looked up. */
export class AddHistoryLabels2026112100110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE history_entry ADD COLUMN from_label text, ADD COLUMN to_label text')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE history_entry DROP COLUMN from_label, DROP COLUMN to_label')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

const outcomes = (words: string) =>
  `ALTER TABLE event DROP CONSTRAINT event_outcome_check, ADD CONSTRAINT event_outcome_check CHECK (outcome IN (${words}))`
const known = "'CREATED', 'FOLDED', 'SUPPRESSED', 'STORED'"

const up = [
  // What an item was understood as, and by what.
  `ALTER TABLE alert
    ADD COLUMN normaliser text,
    ADD COLUMN recognised_by text,
    ADD COLUMN vendor_score real CHECK (vendor_score BETWEEN 0 AND 100),
    ADD COLUMN vendor_status text,
    ADD COLUMN event_type text,
    ADD COLUMN process jsonb`,

  // A product's word that something is over: what it does to the alert is for the source to say.
  `ALTER TABLE source ADD COLUMN on_resolution text NOT NULL DEFAULT 'MARK' CHECK (on_resolution IN ('MARK', 'CLOSE'))`,
  outcomes(`${known}, 'ENDED'`),
]

export class UnderstandProducts2026112800030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query("UPDATE event SET outcome = 'STORED' WHERE outcome = 'ENDED'")
    await db.query(outcomes(known))
    await db.query('ALTER TABLE source DROP COLUMN on_resolution')
    await db.query(
      `ALTER TABLE alert DROP COLUMN normaliser, DROP COLUMN recognised_by, DROP COLUMN vendor_score, DROP COLUMN vendor_status,
         DROP COLUMN event_type, DROP COLUMN process`,
    )
  }
}

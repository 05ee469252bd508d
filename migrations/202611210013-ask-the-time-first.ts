import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Conditions are evaluated in the order of what they cost. By default a function of ours counts as dear, so the time was asked last, of
 * the rows that match: a filter that nothing matches was never ended.
 */
export class AskTheTimeFirst2026112100130 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER FUNCTION out_of_time() COST 0.01')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER FUNCTION out_of_time() COST 100')
  }
}

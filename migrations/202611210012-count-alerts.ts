import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = [
  // Counts per status and severity read this index alone. Equal keys share an entry, so it stays small and cheap to keep.
  'CREATE INDEX alert_status_severity ON alert (tenant_id, status, severity)',

  // The embedded database ignores statement_timeout: a long count asks for itself, row by row, whether it is over its time.
  `CREATE FUNCTION out_of_time() RETURNS boolean LANGUAGE plpgsql PARALLEL SAFE AS $$
  BEGIN
    RAISE EXCEPTION USING ERRCODE = 'query_canceled', MESSAGE = 'The statement is over its time';
  END
  $$`,
]

export class CountAlerts2026112100120 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION out_of_time')
    await db.query('DROP INDEX alert_status_severity')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

/** One row: a known text sealed with TOCSIN_SECRET_KEY, by which a start with another key is noticed before anything is served. */
export class CreateInstallation2026112100050 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE installation (
      id smallint PRIMARY KEY CHECK (id = 1),
      sealed bytea NOT NULL
    )`)
    await db.query('GRANT SELECT, INSERT ON installation TO tocsin_app')
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE installation')
  }
}

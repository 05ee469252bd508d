import type { MigrationInterface, QueryRunner } from 'typeorm'
import { currentTenant, currentUser, forceRowSecurity } from '../server/src/platform/row-security'

const own = `tenant_id = ${currentTenant} AND user_id = ${currentUser}`

const up = [
  // Text, not jsonb: it is never looked into, and jsonb has no NUL.
  `CREATE TABLE preference (
    tenant_id uuid NOT NULL,
    user_id uuid NOT NULL,
    key text NOT NULL CHECK (key ~ '^[a-z][a-zA-Z0-9.]{0,63}$'),
    value text NOT NULL CHECK (octet_length(value) <= 16384),
    PRIMARY KEY (tenant_id, user_id, key),
    FOREIGN KEY (tenant_id, user_id) REFERENCES membership ON DELETE CASCADE
  )`,
  ...forceRowSecurity('preference'),
  `CREATE POLICY preference_own ON preference TO tocsin_app USING (${own}) WITH CHECK (${own})`,
  'GRANT SELECT, INSERT, UPDATE, DELETE ON preference TO tocsin_app',
]

/** How each person likes to see each tenant's screens: nobody else's business, so not even fellow members see it. */
export class CreatePreferences2026112100100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE preference')
  }
}

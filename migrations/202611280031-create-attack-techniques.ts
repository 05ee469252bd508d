import type { MigrationInterface, QueryRunner } from 'typeorm'

const up = [
  // What MITRE ATT&CK says, the same for all tenants: read by everybody, written by the command line alone, as the login that owns it.
  `CREATE TABLE attack_technique (
    id text PRIMARY KEY CHECK (id ~ '^T[0-9]{4}([.][0-9]{3})?$'),
    name text NOT NULL,
    tactics text[] NOT NULL DEFAULT '{}',
    revoked_by text,
    is_deprecated boolean NOT NULL DEFAULT false,
    url text
  )`,
  'GRANT SELECT ON attack_technique TO tocsin_app',
]

export class CreateAttackTechniques2026112800310 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE attack_technique')
  }
}

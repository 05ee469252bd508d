import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createLookup, protectTable } from '../server/src/platform/row-security'

const check = (ways: string[]): string =>
  `ALTER TABLE source ADD CONSTRAINT source_authentication_check CHECK (authentication IN ('${ways.join("', '")}')) NOT VALID`

const up = [
  'ALTER TABLE source DROP CONSTRAINT source_authentication_check',
  check(['SIGNATURE', 'STANDARD_WEBHOOKS', 'SLACK', 'GRAFANA', 'BEARER', 'URL_TOKEN']),

  // A source whose address is its secret is found by the secret's hash. Not unique: that would have to start with the tenant, which is unknown.
  'ALTER TABLE source ADD COLUMN token_hash bytea, ADD COLUMN previous_token_hash bytea',
  'CREATE INDEX source_token ON source (token_hash) WHERE token_hash IS NOT NULL',
  'CREATE INDEX source_previous_token ON source (previous_token_hash) WHERE previous_token_hash IS NOT NULL',

  'GRANT CREATE ON SCHEMA public TO tocsin_lookup',
  ...createLookup(
    'lookup_source_by_token(token_hash bytea)',
    'SETOF source',
    `SELECT s.* FROM source s WHERE s.token_hash = $1
     UNION ALL
     SELECT s.* FROM source s WHERE s.previous_token_hash = $1 AND s.previous_secret_until > now()
     LIMIT 2`,
  ),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_lookup',

  // A topic of Amazon SNS that asks whether it may deliver: until an administrator says yes, or three days are over. The address is sealed.
  `CREATE TABLE source_subscription (
    tenant_id uuid NOT NULL,
    source_id uuid NOT NULL,
    topic_arn text NOT NULL,
    subscribe_url bytea NOT NULL,
    received_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source ON DELETE CASCADE
  )`,
  ...protectTable('source_subscription'),
]

export class AddSourceProofs2026112500200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE source_subscription')
    await db.query('DROP FUNCTION lookup_source_by_token')
    await db.query('ALTER TABLE source DROP COLUMN token_hash, DROP COLUMN previous_token_hash')
    await db.query('ALTER TABLE source DROP CONSTRAINT source_authentication_check')
    await db.query(check(['SIGNATURE', 'BEARER']))
  }
}

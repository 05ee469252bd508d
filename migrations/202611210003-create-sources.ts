import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createLookup, protectTable } from '../server/src/platform/row-security'

const up = [
  `CREATE TABLE source (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    slug text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    product text NOT NULL CHECK (length(product) BETWEEN 1 AND 100),
    enabled boolean NOT NULL DEFAULT true,
    secret bytea NOT NULL,
    previous_secret bytea,
    previous_secret_until timestamptz(3),
    secret_rotated_at timestamptz(3),
    idempotency_seconds int NOT NULL DEFAULT 300 CHECK (idempotency_seconds BETWEEN 0 AND 604800),
    rate_per_second int NOT NULL DEFAULT 1000 CHECK (rate_per_second BETWEEN 1 AND 100000),
    burst int NOT NULL DEFAULT 5000 CHECK (burst BETWEEN 1 AND 1000000),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, slug)
  )`,
  ...protectTable('source', { lookup: true, ingest: 'SELECT' }),

  // One row per request, refused ones too, for a week. source_id carries no foreign key: a refusal may name a source that never was.
  `CREATE TABLE delivery (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    source_id uuid,
    source_slug text,
    at timestamptz(3) NOT NULL DEFAULT now(),
    size int NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('ACCEPTED', 'DUPLICATE', 'REFUSED')),
    status smallint NOT NULL,
    reason text,
    repeats int NOT NULL DEFAULT 1,
    answer text,
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX delivery_source ON delivery (tenant_id, source_id, id)',
  'CREATE INDEX delivery_outcome ON delivery (tenant_id, outcome, id)',
  // The ingest counts repeats of a folded refusal, and clears both tables of what is past its time.
  ...protectTable('delivery', { ingest: 'SELECT, INSERT, UPDATE (repeats), DELETE', app: 'SELECT' }),

  // What was sent before. The unique key decides between two that arrive at once; an expired row is taken over.
  `CREATE TABLE delivery_key (
    tenant_id uuid NOT NULL,
    source_id uuid NOT NULL,
    key bytea NOT NULL,
    body_hash bytea NOT NULL,
    delivery_id uuid NOT NULL,
    expires_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, source_id, key),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source ON DELETE CASCADE
  )`,
  'CREATE INDEX delivery_key_expires ON delivery_key (tenant_id, expires_at)',
  ...protectTable('delivery_key', { ingest: 'SELECT, INSERT, UPDATE, DELETE', app: 'SELECT' }),

  'GRANT CREATE ON SCHEMA public TO tocsin_lookup',
  ...createLookup(
    'lookup_source(tenant_slug text, tenant_id uuid, source_slug text)',
    'SETOF source',
    `SELECT s.* FROM source s JOIN tenant t ON t.id = s.tenant_id
     WHERE (t.slug = $1 OR t.id = $2) AND s.slug = $3`,
  ),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_lookup',
]

export class CreateSources2026112100030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION lookup_source')
    await db.query('DROP TABLE delivery_key, delivery, source')
  }
}

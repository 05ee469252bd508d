import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const kept = `created_at timestamptz(3) NOT NULL DEFAULT now(),
    updated_at timestamptz(3) NOT NULL DEFAULT now()`

const up = [
  // Text, not cidr: addresses are compared in the server, where the ingest keeps them in memory. Written one way, so that the key tells equals.
  `CREATE TABLE network (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    cidr text NOT NULL CHECK (length(cidr) BETWEEN 1 AND 50),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    is_internal boolean NOT NULL,
    ${kept},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, cidr)
  )`,
  'CREATE INDEX network_name ON network (tenant_id, name, id)',
  ...protectTable('network'),

  `CREATE TABLE asset (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    host text NOT NULL CHECK (length(host) BETWEEN 1 AND 255),
    name text CHECK (length(name) BETWEEN 1 AND 200),
    owner text CHECK (length(owner) BETWEEN 1 AND 200),
    criticality text NOT NULL CHECK (criticality IN ('LOW', 'MEDIUM', 'HIGH', 'CRITICAL')),
    tags text[] NOT NULL DEFAULT '{}',
    addresses text[] NOT NULL DEFAULT '{}',
    ${kept},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, host)
  )`,
  ...protectTable('asset'),

  `CREATE TABLE privileged_user (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    note text CHECK (length(note) BETWEEN 1 AND 1000),
    ${kept},
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, name)
  )`,
  ...protectTable('privileged_user'),
]

export class CreateAssets2026112800100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE privileged_user, asset, network')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const types = `'HOSTNAME', 'DOMAIN', 'IP_ADDRESS', 'SUBNET', 'MAC_ADDRESS', 'USER', 'EMAIL_ADDRESS', 'URL', 'FILE_NAME', 'FILE_PATH', 'HASH_MD5', 'HASH_SHA1',
  'HASH_SHA256', 'PROCESS_NAME', 'REGISTRY_KEY', 'RESOURCE', 'CVE'`

const up = [
  // Values that events hold, each once per tenant. The id is made from the value, so that storing one looks nothing up.
  `CREATE TABLE observable (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    type text NOT NULL CHECK (type IN (${types})),
    value text NOT NULL CHECK (length(value) BETWEEN 1 AND 2000),
    is_ioc boolean NOT NULL DEFAULT false,
    ioc_set_by text CHECK (ioc_set_by IN ('USER', 'API_KEY', 'SOURCE', 'RULE', 'PLAYBOOK', 'SYSTEM')), -- whose word is_ioc is
    ioc_set_at timestamptz(3),
    ioc_source_id uuid, -- the feed that said so
    name text,
    tlp text CHECK (tlp IN ('TLP:CLEAR', 'TLP:GREEN', 'TLP:AMBER', 'TLP:AMBER+STRICT', 'TLP:RED')),
    note text,
    valid_from timestamptz(3),
    valid_until timestamptz(3),
    first_seen_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, ioc_source_id) REFERENCES source ON DELETE SET NULL (ioc_source_id)
  )`,
  'CREATE INDEX observable_first_seen ON observable (tenant_id, first_seen_at DESC, id DESC)',
  'CREATE INDEX observable_type_first_seen ON observable (tenant_id, type, first_seen_at DESC, id DESC)',
  'CREATE INDEX observable_ioc ON observable (tenant_id, first_seen_at DESC, id DESC) WHERE is_ioc',
  'CREATE INDEX observable_ioc_set ON observable (tenant_id, ioc_set_at DESC, id DESC) WHERE is_ioc',
  ...protectTable('observable', { app: 'SELECT, INSERT, UPDATE', ingest: 'SELECT, INSERT, UPDATE' }),

  // No foreign keys to the alert and the observable: two checks for each link would cost more than the link, and neither is ever removed.
  `CREATE TABLE alert_observable (
    tenant_id uuid NOT NULL,
    observable_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    PRIMARY KEY (tenant_id, observable_id, alert_id)
  )`,
  'CREATE INDEX alert_observable_alert ON alert_observable (tenant_id, alert_id, observable_id)',
  ...protectTable('alert_observable', { app: 'SELECT, INSERT', ingest: 'SELECT, INSERT' }),

  // Where a tenant's people look a value up further.
  `CREATE TABLE pivot_link (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    type text NOT NULL CHECK (type IN (${types})),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    folded_name text NOT NULL GENERATED ALWAYS AS (fold_case(name)) STORED,
    url_template text NOT NULL CHECK (length(url_template) <= 2000),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, type, folded_name)
  )`,
  ...protectTable('pivot_link'),
]

export class CreateObservables2026112800200 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE pivot_link, alert_observable, observable')
  }
}

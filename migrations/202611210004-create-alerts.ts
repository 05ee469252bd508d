import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createFoldCase } from '../server/src/platform/filter/fold-case'
import { protectTable } from '../server/src/platform/row-security'

const verdicts = `'UNKNOWN', 'FALSE_POSITIVE', 'TRUE_POSITIVE', 'DISREGARD', 'SUSPICIOUS', 'BENIGN', 'TEST', 'INSUFFICIENT_DATA', 'SECURITY_RISK', 'MANAGED_EXTERNALLY', 'DUPLICATE', 'OTHER'`
const reasonCodes = `'INCORRECT_LOGIC', 'INCORRECT_DATA', 'EXPECTED_ACTIVITY', 'AUTHORISED_TEST', 'ATTACK_BLOCKED', 'ATTACK_SUCCEEDED', 'OTHER'`

/** Columns that name what happened where, as text; null when the payload does not say. */
const subjects = ['product', 'vendor_severity', 'vendor_id', 'rule_id', 'rule_name', 'link', 'entity', 'host', 'user_name', 'resource',
  'cloud_account', 'domain', 'url', 'file_name', 'md5', 'sha1', 'sha256', 'mail_sender', 'mail_subject', 'disposition'] // prettier-ignore

const up = [
  createFoldCase,

  // Filter columns are uuid, text + CHECK, smallint, int and timestamptz(3): under row security only leakproof operators become
  // index conditions, and enums and arrays have none.
  `CREATE TABLE alert (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    number int NOT NULL,
    version int NOT NULL DEFAULT 1,
    change_seq int NOT NULL DEFAULT 1,
    title text NOT NULL,
    description text,
    status text NOT NULL DEFAULT 'NEW' CHECK (status IN ('NEW', 'IN_PROGRESS', 'TRIAGED', 'ESCALATED', 'CLOSED', 'SUPPRESSED')),
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 6),
    severity_set_by text NOT NULL CHECK (severity_set_by IN ('USER', 'API_KEY', 'SOURCE', 'RULE', 'PLAYBOOK', 'SYSTEM')),
    verdict text CHECK (verdict IN (${verdicts})),
    reason_code text CHECK (reason_code IN (${reasonCodes})),
    reason text,
    assignee_id uuid,
    source_id uuid,
    ${subjects.map((name) => `${name} text`).join(',\n    ')},
    src_ip text,
    src_address bytea, -- src_ip as bytes, for CIDR blocks; null when the text is no address
    src_port int,
    dst_ip text,
    dst_address bytea,
    dst_port int,
    mail_recipients text[] NOT NULL DEFAULT '{}',
    tactics text[] NOT NULL DEFAULT '{}',
    risk_score real NOT NULL CHECK (risk_score BETWEEN 0 AND 100),
    risk_explanation jsonb NOT NULL DEFAULT '[]',
    anomaly_score real CHECK (anomaly_score BETWEEN 0 AND 1),
    event_at timestamptz(3),
    first_seen_at timestamptz(3) NOT NULL,
    last_seen_at timestamptz(3) NOT NULL,
    updated_at timestamptz(3) NOT NULL,
    acknowledged_at timestamptz(3),
    triaged_at timestamptz(3),
    closed_at timestamptz(3),
    ended_at timestamptz(3),
    snoozed_until timestamptz(3),
    occurrences int NOT NULL DEFAULT 1 CHECK (occurrences >= 1),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, number),
    CHECK (status <> 'CLOSED' OR (verdict IS NOT NULL AND reason IS NOT NULL AND closed_at IS NOT NULL)),
    FOREIGN KEY (tenant_id, source_id) REFERENCES source,
    FOREIGN KEY (tenant_id, assignee_id) REFERENCES membership (tenant_id, user_id) ON DELETE SET NULL (assignee_id)
  )`,
  'CREATE INDEX alert_risk ON alert (tenant_id, risk_score DESC, id DESC)',
  'CREATE INDEX alert_severity ON alert (tenant_id, severity DESC, id DESC)',
  'CREATE INDEX alert_first_seen ON alert (tenant_id, first_seen_at DESC, id DESC)',
  'CREATE INDEX alert_last_seen ON alert (tenant_id, last_seen_at DESC, id DESC)',
  'CREATE INDEX alert_updated ON alert (tenant_id, updated_at DESC, id DESC)',
  'CREATE INDEX alert_event_at ON alert (tenant_id, event_at DESC NULLS LAST, id DESC)',
  // The queue: what is open, most urgent first, however many are closed.
  `CREATE INDEX alert_open_risk ON alert (tenant_id, risk_score DESC, id DESC)
    WHERE status IN ('NEW', 'IN_PROGRESS', 'TRIAGED', 'ESCALATED')`,
  'CREATE INDEX alert_status_first_seen ON alert (tenant_id, status, first_seen_at DESC, id DESC)',
  'CREATE INDEX alert_source ON alert (tenant_id, source_id, id DESC)',
  'CREATE INDEX alert_assignee ON alert (tenant_id, assignee_id, id DESC) WHERE assignee_id IS NOT NULL',
  ...protectTable('alert', { ingest: 'SELECT, INSERT, UPDATE' }),

  // Kept apart, so that the rows a queue reads stay narrow. Text, not jsonb: jsonb loses order, NULs and big integers.
  `CREATE TABLE alert_raw (
    tenant_id uuid NOT NULL,
    alert_id uuid NOT NULL,
    raw text NOT NULL,
    PRIMARY KEY (tenant_id, alert_id),
    FOREIGN KEY (tenant_id, alert_id) REFERENCES alert ON DELETE CASCADE
  )`,
  ...protectTable('alert_raw', { ingest: 'INSERT', app: 'SELECT, INSERT, DELETE' }),

  ...['tag', 'technique'].flatMap((word) => [
    `CREATE TABLE alert_${word} (
      tenant_id uuid NOT NULL,
      alert_id uuid NOT NULL,
      ${word} text NOT NULL CHECK (length(${word}) BETWEEN 1 AND 100),
      folded text NOT NULL GENERATED ALWAYS AS (fold_case(${word})) STORED,
      PRIMARY KEY (tenant_id, alert_id, folded),
      FOREIGN KEY (tenant_id, alert_id) REFERENCES alert ON DELETE CASCADE
    )`,
    `CREATE INDEX alert_${word}_value ON alert_${word} (tenant_id, folded, alert_id)`,
    ...protectTable(`alert_${word}`, { ingest: 'SELECT, INSERT' }),
  ]),

  // Numbers are leased in blocks by each node, so that writers never queue for the next one.
  `CREATE TABLE alert_counter (
    tenant_id uuid PRIMARY KEY REFERENCES tenant ON DELETE CASCADE,
    next_number int NOT NULL
  )`,
  ...protectTable('alert_counter', { ingest: 'SELECT, INSERT, UPDATE' }),

  // Which server processes share this database: two without Redis would not see each other's news.
  `CREATE TABLE node (
    id uuid PRIMARY KEY,
    started_at timestamptz(3) NOT NULL DEFAULT now(),
    seen_at timestamptz(3) NOT NULL DEFAULT now(),
    has_redis boolean NOT NULL
  )`,
  'GRANT SELECT, INSERT, UPDATE, DELETE ON node TO tocsin_app',
]

export class CreateAlerts2026112100040 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE node, alert_counter, alert_technique, alert_tag, alert_raw, alert')
    await db.query('DROP FUNCTION fold_case')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'
import { protectTable } from '../server/src/platform/row-security'

const up = [
  // One row for a tenant that watches in its own way; all others go by what the server thinks right.
  `CREATE TABLE watch_settings (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    version int NOT NULL DEFAULT 1,
    agent_silence text NOT NULL CHECK (agent_silence IN ('OFF', 'ALERT')),
    severity smallint NOT NULL CHECK (severity BETWEEN 0 AND 6),
    closes_on_return boolean NOT NULL,
    beat_retention_hours int NOT NULL CHECK (beat_retention_hours BETWEEN 1 AND 720),
    updated_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id)
  )`,
  ...protectTable('watch_settings', { ingest: 'SELECT' }),

  // What fell silent together, or began to send too much, and what is told of it: one alert. The outbox holds the exact body that is to be
  // delivered next, so that a server that dies in between tells it again, and no other.
  `CREATE TABLE silence (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    kind text NOT NULL CHECK (kind IN ('AGENT', 'SOURCE')),
    subject_id uuid, -- the source that it is about; null for a group of agents
    opened_at timestamptz(3) NOT NULL,
    joinable_until timestamptz(3) NOT NULL, -- whoever falls silent until then belongs to it
    settles_at timestamptz(3) NOT NULL, -- what is known by then is told together
    ended_at timestamptz(3),
    members int NOT NULL,
    told_members int NOT NULL DEFAULT 0, -- of these the outbox has held word
    outbox text,
    is_done boolean NOT NULL DEFAULT false, -- it is over, and nothing more will be told
    detail jsonb NOT NULL DEFAULT '{}',
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX silence_open ON silence (tenant_id, kind, opened_at DESC) WHERE NOT is_done',
  'CREATE INDEX silence_untold ON silence (tenant_id, id) WHERE outbox IS NOT NULL',
  'CREATE INDEX silence_ended ON silence (tenant_id, ended_at) WHERE ended_at IS NOT NULL',
  ...protectTable('silence', { app: 'SELECT, INSERT, UPDATE', ingest: 'SELECT, INSERT, UPDATE, DELETE' }),

  // The latest state of each agent, once per tenant. The id is made from the name, so that a heartbeat looks nothing up.
  `CREATE TABLE agent (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    folded_name text NOT NULL GENERATED ALWAYS AS (fold_case(name)) STORED,
    version text CHECK (length(version) BETWEEN 1 AND 32),
    os_version text CHECK (length(os_version) BETWEEN 1 AND 32),
    uptime_seconds double precision,
    enrolled_at timestamptz(3) NOT NULL,
    last_seen_at timestamptz(3) NOT NULL, -- by our clock
    last_beat_at timestamptz(3) NOT NULL, -- by its own
    intervals int[] NOT NULL DEFAULT '{}', -- milliseconds between its last beats, oldest first
    interval_seconds real NOT NULL,
    stale_at timestamptz(3) NOT NULL,
    offline_at timestamptz(3) NOT NULL,
    silent_since timestamptz(3), -- its silence has been noticed, and has a gap
    silence_id uuid, -- the silence that is told of it
    retired_at timestamptz(3),
    api_key_id uuid, -- which key the last beat came with; keys are revoked, so no foreign key
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, silence_id) REFERENCES silence ON DELETE SET NULL (silence_id)
  )`,
  'CREATE INDEX agent_name ON agent (tenant_id, (folded_name COLLATE "C"), id)',
  'CREATE INDEX agent_last_seen ON agent (tenant_id, last_seen_at DESC, id DESC)',
  'CREATE INDEX agent_enrolled ON agent (tenant_id, enrolled_at DESC, id DESC)',
  // Those that are missed stand first: few, until their silence is noticed.
  'CREATE INDEX agent_missed ON agent (tenant_id, stale_at) WHERE silent_since IS NULL AND retired_at IS NULL',
  'CREATE INDEX agent_silence ON agent (tenant_id, silence_id) WHERE silence_id IS NOT NULL',
  ...protectTable('agent', { ingest: 'SELECT, INSERT, UPDATE' }),

  `CREATE TABLE agent_tag (
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    tag text NOT NULL CHECK (length(tag) BETWEEN 1 AND 100),
    folded text NOT NULL GENERATED ALWAYS AS (fold_case(tag)) STORED,
    PRIMARY KEY (tenant_id, agent_id, folded),
    FOREIGN KEY (tenant_id, agent_id) REFERENCES agent ON DELETE CASCADE
  )`,
  'CREATE INDEX agent_tag_value ON agent_tag (tenant_id, folded, agent_id)',
  ...protectTable('agent_tag'),

  // Raw beats, for hours. No foreign key: it would be checked for each; those of an agent that is gone go with the retention.
  `CREATE TABLE agent_beat (
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    at timestamptz(3) NOT NULL, -- by the agent's clock
    received_at timestamptz(3) NOT NULL,
    uptime_seconds double precision,
    version text,
    PRIMARY KEY (tenant_id, agent_id, at)
  )`,
  'CREATE INDEX agent_beat_received ON agent_beat (tenant_id, received_at)',
  ...protectTable('agent_beat', { app: 'SELECT', ingest: 'SELECT, INSERT, UPDATE, DELETE' }),

  // From the last sign of life before a silence to the first after it.
  `CREATE TABLE agent_gap (
    tenant_id uuid NOT NULL,
    agent_id uuid NOT NULL,
    from_at timestamptz(3) NOT NULL,
    to_at timestamptz(3), -- null while it lasts
    PRIMARY KEY (tenant_id, agent_id, from_at),
    FOREIGN KEY (tenant_id, agent_id) REFERENCES agent ON DELETE CASCADE
  )`,
  'CREATE INDEX agent_gap_ended ON agent_gap (tenant_id, to_at) WHERE to_at IS NOT NULL',
  ...protectTable('agent_gap', { app: 'SELECT, UPDATE (to_at)', ingest: 'SELECT, INSERT, UPDATE, DELETE' }),
]

export class CreateAgents2026112800700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE agent_gap, agent_beat, agent_tag, agent, silence, watch_settings')
  }
}

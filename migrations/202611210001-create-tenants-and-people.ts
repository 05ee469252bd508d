import type { MigrationInterface, QueryRunner } from 'typeorm'
import {
  createLookup,
  currentTenant,
  currentUser,
  forceRowSecurity,
  openToLookups,
  protectTable,
} from '../server/src/platform/row-security'

const memberOfTenant = (user: string): string =>
  `EXISTS (SELECT FROM membership m WHERE m.user_id = ${user} AND m.tenant_id = ${currentTenant})`

const up = [
  'GRANT USAGE ON SCHEMA public TO tocsin_app, tocsin_ingest, tocsin_reader, tocsin_lookup',
  'GRANT CREATE ON SCHEMA public TO tocsin_lookup', // to own its functions; taken back below

  `CREATE TABLE tenant (
    id uuid PRIMARY KEY,
    slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  ...protectTable('tenant', { column: 'id', ingest: 'SELECT', lookup: true, app: 'SELECT, INSERT, UPDATE' }),

  // A person may belong to many tenants, so these three tables hang on the user; row security shows oneself and fellow members.
  `CREATE TABLE app_user (
    id uuid PRIMARY KEY,
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    password_hash text,
    must_change_password boolean NOT NULL DEFAULT false,
    is_operator boolean NOT NULL DEFAULT false,
    disabled_at timestamptz(3),
    created_at timestamptz(3) NOT NULL DEFAULT now()
  )`,
  'CREATE UNIQUE INDEX app_user_email ON app_user (lower(email))',

  `CREATE TABLE membership (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    role text NOT NULL CHECK (role IN ('ADMIN', 'RESPONDER', 'ANALYST', 'VIEWER')),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    PRIMARY KEY (tenant_id, user_id)
  )`,
  'CREATE INDEX membership_user ON membership (user_id)',
  ...protectTable('membership', { lookup: true }),

  ...forceRowSecurity('app_user'),
  `CREATE POLICY app_user_read ON app_user FOR SELECT TO tocsin_app USING (id = ${currentUser} OR ${memberOfTenant('app_user.id')})`,
  `CREATE POLICY app_user_edit ON app_user FOR UPDATE TO tocsin_app USING (id = ${currentUser}) WITH CHECK (id = ${currentUser})`,
  'GRANT SELECT, INSERT ON app_user TO tocsin_app',
  'GRANT UPDATE (name, password_hash, must_change_password) ON app_user TO tocsin_app',
  ...openToLookups('app_user'),

  `CREATE TABLE session (
    id uuid PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES app_user ON DELETE CASCADE,
    token_hash bytea NOT NULL UNIQUE,
    tenant_id uuid REFERENCES tenant ON DELETE SET NULL,
    address text,
    user_agent text CHECK (length(user_agent) <= 512),
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    last_seen_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL
  )`,
  'CREATE INDEX session_of_user ON session (user_id)',
  'CREATE INDEX session_expires ON session (expires_at)',
  ...forceRowSecurity('session'),
  // A role change by a tenant's admin ends the member's sessions, hence the second half of the first policy.
  `CREATE POLICY session_own ON session TO tocsin_app USING (user_id = ${currentUser}) WITH CHECK (user_id = ${currentUser})`,
  `CREATE POLICY session_end ON session FOR DELETE TO tocsin_app USING (${memberOfTenant('session.user_id')})`,
  `CREATE POLICY session_see ON session FOR SELECT TO tocsin_app USING (${memberOfTenant('session.user_id')})`,
  'GRANT SELECT, INSERT, UPDATE, DELETE ON session TO tocsin_app',
  ...openToLookups('session'),

  `CREATE TABLE invitation (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    email text NOT NULL,
    role text NOT NULL CHECK (role IN ('ADMIN', 'RESPONDER', 'ANALYST', 'VIEWER')),
    token_hash bytea NOT NULL,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3) NOT NULL,
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, token_hash)
  )`,
  'CREATE INDEX invitation_token ON invitation (token_hash)',
  ...protectTable('invitation', { lookup: true }),

  `CREATE TABLE api_key (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    prefix text NOT NULL,
    secret_hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created_by uuid,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    expires_at timestamptz(3),
    last_used_at timestamptz(3),
    revoked_at timestamptz(3),
    PRIMARY KEY (tenant_id, id),
    UNIQUE (tenant_id, prefix)
  )`,
  'CREATE INDEX api_key_prefix ON api_key (prefix)',
  ...protectTable('api_key', { lookup: true }),

  // ---- look-ups made before the tenant or the person is known ----
  ...createLookup(
    'lookup_user_by_email(wanted text)',
    'SETOF app_user',
    'SELECT * FROM app_user WHERE lower(email) = lower(wanted)',
  ),
  ...createLookup('lookup_user(wanted uuid)', 'SETOF app_user', 'SELECT * FROM app_user WHERE id = wanted'),
  ...createLookup('lookup_session(hash bytea)', 'SETOF session', 'SELECT * FROM session WHERE token_hash = hash'),
  ...createLookup('lookup_api_key(wanted text)', 'SETOF api_key', 'SELECT * FROM api_key WHERE prefix = wanted'),
  ...createLookup(
    'lookup_invitation(hash bytea)',
    'SETOF invitation',
    'SELECT * FROM invitation WHERE token_hash = hash',
  ),
  ...createLookup(
    'lookup_memberships(wanted uuid)',
    'SETOF membership',
    'SELECT * FROM membership WHERE user_id = wanted',
  ),
  ...createLookup(
    'lookup_tenant(by_slug text, by_id uuid)',
    'SETOF tenant',
    'SELECT * FROM tenant WHERE slug = by_slug OR id = by_id',
  ),
  ...createLookup(
    'lookup_tenants_of(wanted uuid)',
    'SETOF tenant',
    'SELECT t.* FROM tenant t JOIN membership m ON m.tenant_id = t.id WHERE m.user_id = wanted ORDER BY t.slug',
  ),
  ...createLookup('lookup_all_tenants()', 'SETOF tenant', 'SELECT * FROM tenant ORDER BY slug'),
  ...createLookup('lookup_has_operator()', 'boolean', 'SELECT EXISTS (SELECT FROM app_user WHERE is_operator)'),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_lookup',

  // Only the first operator is made by the application.
  'CREATE POLICY app_user_create ON app_user FOR INSERT TO tocsin_app WITH CHECK (NOT is_operator OR NOT lookup_has_operator())',
]

export class CreateTenantsAndPeople2026112100010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE api_key, invitation, session, membership, app_user, tenant CASCADE')
  }
}

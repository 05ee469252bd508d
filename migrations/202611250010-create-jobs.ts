import type { MigrationInterface, QueryRunner } from 'typeorm'
import { createLookup, currentTenant, currentTenants, protectTable } from '../server/src/platform/row-security'

/** What the functions of tocsin_jobs may touch: rows of the tenants that the calling transaction states, and no others. */
const stated = `(tenant_id = ${currentTenant} OR tenant_id = ANY (${currentTenants}))`

const table = [
  // One row per job, which outlives the queue's own: what a tenant sees, what it retries, and the truth about how a job ended.
  // finished_at is set once nothing more will be tried: DONE, or FAILED for good.
  `CREATE TABLE job (
    tenant_id uuid NOT NULL REFERENCES tenant ON DELETE CASCADE,
    id uuid NOT NULL,
    task text NOT NULL CHECK (task ~ '^[a-z][A-Za-z]*(\\.[a-z][A-Za-z]*)+$' AND length(task) <= 100),
    payload jsonb NOT NULL CHECK (octet_length(payload::text) <= 262144),
    key text CHECK (length(key) BETWEEN 1 AND 200),
    state text NOT NULL DEFAULT 'QUEUED' CHECK (state IN ('QUEUED', 'RUNNING', 'DONE', 'FAILED')),
    attempts smallint NOT NULL DEFAULT 0,
    max_attempts smallint NOT NULL CHECK (max_attempts BETWEEN 1 AND 100),
    run_id uuid,
    last_error text CHECK (length(last_error) <= 1000),
    progress_done bigint,
    progress_total bigint,
    result jsonb CHECK (octet_length(result::text) <= 524288),
    change_seq int NOT NULL DEFAULT 1,
    created_at timestamptz(3) NOT NULL DEFAULT now(),
    run_at timestamptz(3) NOT NULL DEFAULT now(),
    started_at timestamptz(3),
    finished_at timestamptz(3),
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX job_state ON job (tenant_id, state, id)',
  'CREATE INDEX job_task ON job (tenant_id, task, id)',
  // Two of a key never wait at once; one that has begun no longer counts.
  "CREATE UNIQUE INDEX job_key ON job (tenant_id, task, key) WHERE state = 'QUEUED' AND key IS NOT NULL",
  "CREATE INDEX job_dead ON job (task) WHERE state = 'FAILED' AND finished_at IS NOT NULL",
  // Rows come from enqueue_job alone. The worker, inside the tenant, writes how it goes; housekeeping clears what is old.
  ...protectTable('job', {
    app: `SELECT, UPDATE (key, state, attempts, run_id, last_error, progress_done, progress_total, result, change_seq, run_at, started_at, finished_at)`,
    ingest: 'SELECT, DELETE',
    lookup: true,
  }),
  `CREATE POLICY job_queue ON job TO tocsin_jobs USING ${stated} WITH CHECK ${stated}`,
  'GRANT SELECT, INSERT, UPDATE ON job TO tocsin_jobs',

  // The worker's name in the queue's locks, by which the jobs of a node that is gone are found.
  'ALTER TABLE node ADD COLUMN job_pool text',
]

/** tocsin_jobs puts jobs into the queue and can do nothing else there. The queue's tables have row security of their own. */
const queueRights = [
  'GRANT USAGE ON SCHEMA graphile_worker TO tocsin_jobs',
  'GRANT SELECT, INSERT, UPDATE ON graphile_worker._private_jobs TO tocsin_jobs',
  'GRANT SELECT, INSERT ON graphile_worker._private_tasks, graphile_worker._private_job_queues TO tocsin_jobs',
  ...['jobs', 'tasks', 'job_queues'].map(
    (name) =>
      `CREATE POLICY tocsin_jobs ON graphile_worker._private_${name} TO tocsin_jobs USING (true) WITH CHECK (true)`,
  ),
]

const addToQueue = (job: string) => `
  PERFORM graphile_worker.add_job(
    ${job}.task, json_build_object('tenantId', ${job}.tenant_id, 'jobId', ${job}.id), run_at => ${job}.run_at,
    max_attempts => ${job}.max_attempts, job_key => ${job}.tenant_id || ':' || ${job}.id);`

/** The tenant is the transaction's own. Who acts for several (the ingest) names one of those that its transaction states. */
const enqueue = `
CREATE FUNCTION enqueue_job(job_id uuid, job_task text, job_payload jsonb, job_max_attempts int, job_run_at timestamptz, job_same_key text, of_tenant uuid)
RETURNS TABLE (enqueued_id uuid, enqueued_tenant uuid) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  owner uuid := ${currentTenant};
  made job;
BEGIN
  IF of_tenant = ANY (${currentTenants}) THEN
    owner := of_tenant;
  END IF;
  IF owner IS NULL OR of_tenant <> owner THEN
    RAISE EXCEPTION USING ERRCODE = 'insufficient_privilege', MESSAGE = 'A job belongs to a tenant of its transaction';
  END IF;
  FOR attempt IN 1..5 LOOP
    INSERT INTO job (tenant_id, id, task, payload, max_attempts, run_at, key)
    VALUES (owner, job_id, job_task, job_payload, job_max_attempts, coalesce(job_run_at, now()), job_same_key)
    ON CONFLICT (tenant_id, task, key) WHERE state = 'QUEUED' AND key IS NOT NULL DO NOTHING
    RETURNING * INTO made;
    IF FOUND THEN
      ${addToQueue('made')}
      RETURN QUERY SELECT made.id, owner;
      RETURN;
    END IF;
    SELECT * INTO made FROM job WHERE tenant_id = owner AND task = job_task AND key = job_same_key AND state = 'QUEUED';
    IF FOUND THEN
      RETURN QUERY SELECT made.id, owner;
      RETURN;
    END IF;
  END LOOP;
  RAISE EXCEPTION USING ERRCODE = 'serialization_failure', MESSAGE = 'Jobs with this key come and go';
END
$$`

/** A job that failed for good, once more from the start. False when there is none such in the transaction's tenant. */
const retry = `
CREATE FUNCTION retry_job(job_id uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  again job;
BEGIN
  UPDATE job SET state = 'QUEUED', attempts = 0, run_at = now(), started_at = NULL, finished_at = NULL,
    progress_done = NULL, progress_total = NULL, result = NULL, change_seq = change_seq + 1
  WHERE tenant_id = ${currentTenant} AND id = job_id AND state = 'FAILED' AND finished_at IS NOT NULL
  RETURNING * INTO again;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  ${addToQueue('again')}
  RETURN true;
END
$$`

const ownedByQueue = (types: string, callers: string) => [
  `REVOKE ALL ON FUNCTION ${types} FROM PUBLIC`,
  `GRANT EXECUTE ON FUNCTION ${types} TO ${callers}`,
  `ALTER FUNCTION ${types} OWNER TO tocsin_jobs`,
]

const functions = [
  'GRANT CREATE ON SCHEMA public TO tocsin_jobs, tocsin_lookup',
  enqueue,
  ...ownedByQueue('enqueue_job(uuid, text, jsonb, int, timestamptz, text, uuid)', 'tocsin_app, tocsin_ingest'),
  retry,
  ...ownedByQueue('retry_job(uuid)', 'tocsin_app'),
  ...createLookup(
    'lookup_dead_jobs()',
    'TABLE (task text, count int)',
    "SELECT task, count(*)::int FROM job WHERE state = 'FAILED' AND finished_at IS NOT NULL GROUP BY task",
  ),
  'REVOKE CREATE ON SCHEMA public FROM tocsin_jobs, tocsin_lookup',
]

export class CreateJobs2026112500100 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of [...table, ...queueRights, ...functions]) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION lookup_dead_jobs, retry_job, enqueue_job')
    for (const name of ['jobs', 'tasks', 'job_queues']) {
      await db.query(`DROP POLICY tocsin_jobs ON graphile_worker._private_${name}`)
      await db.query(`REVOKE ALL ON graphile_worker._private_${name} FROM tocsin_jobs`)
    }
    await db.query('REVOKE USAGE ON SCHEMA graphile_worker FROM tocsin_jobs')
    await db.query('ALTER TABLE node DROP COLUMN job_pool')
    await db.query('DROP TABLE job')
  }
}

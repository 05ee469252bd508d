import type { MigrationInterface, QueryRunner } from 'typeorm'
import { currentTenant } from '../server/src/platform/row-security'

/** Gives a job that waits another payload. False when none such waits (any more) in the transaction's tenant. */
const renew = `
CREATE FUNCTION renew_job(job_id uuid, job_payload jsonb) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE job SET payload = job_payload, change_seq = change_seq + 1
  WHERE tenant_id = ${currentTenant} AND id = job_id AND state = 'QUEUED' AND started_at IS NULL;
  RETURN FOUND;
END
$$`

const up = [
  'GRANT CREATE ON SCHEMA public TO tocsin_jobs',
  renew,
  'REVOKE ALL ON FUNCTION renew_job(uuid, jsonb) FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION renew_job(uuid, jsonb) TO tocsin_app',
  'ALTER FUNCTION renew_job(uuid, jsonb) OWNER TO tocsin_jobs',
  'REVOKE CREATE ON SCHEMA public FROM tocsin_jobs',
]

export class RenewWaitingJobs2026112800020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP FUNCTION renew_job')
  }
}

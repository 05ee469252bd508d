import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Agents' clients ask for signals by their own id, and for the newest of them, however many alerts of other products there are. */
const up = [
  "CREATE INDEX alert_signal ON alert (tenant_id, vendor_id) WHERE product = 'Santamon'",
  "CREATE INDEX alert_signal_at ON alert (tenant_id, event_at DESC NULLS LAST, id DESC) WHERE product = 'Santamon'",
]

export class IndexSignals2026112800500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const statement of up) await db.query(statement)
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX alert_signal, alert_signal_at')
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm'

const index = (condition: string) =>
  `CREATE INDEX alert_rule_verdict ON alert (tenant_id, first_seen_at DESC, detection_rule_id, verdict)
    WHERE ${condition} AND detection_rule_id IS NOT NULL`

/** A flood that the product itself called over (UNKNOWN) stands no longer between the verdicts that people gave. */
export class IndexJudgedAlerts2026112800600 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX alert_rule_verdict')
    await db.query(index("verdict <> 'UNKNOWN'"))
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX alert_rule_verdict')
    await db.query(index('verdict IS NOT NULL'))
  }
}

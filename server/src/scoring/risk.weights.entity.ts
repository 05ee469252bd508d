import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The weights that a tenant has set. A tenant without a row goes by ours. */
@Entity('risk_weights')
export class RiskWeightsRow {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @Column({ type: 'int' })
  version!: number

  /** As the tenant set them; read through storedWeights. */
  @Column({ type: 'jsonb' })
  weights!: unknown

  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date
}

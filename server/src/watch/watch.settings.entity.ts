import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { SilencePolicy } from './watch.settings.type'

/** How a tenant has said it watches. A tenant without a row goes by ours. */
@Entity('watch_settings')
export class WatchSettingsRow {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  @Column({ type: 'int' })
  version!: number

  @Column({ type: 'text' })
  agentSilence!: SilencePolicy

  /** As OCSF's severity_id. */
  @Column({ type: 'smallint' })
  severity!: number

  @Column({ type: 'boolean' })
  closesOnReturn!: boolean

  @Column({ type: 'int' })
  beatRetentionHours!: number

  @Column({ type: 'timestamptz', precision: 3 })
  updatedAt!: Date
}

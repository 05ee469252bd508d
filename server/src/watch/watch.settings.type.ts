import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTime } from '../platform/scalars'
import { Severity } from '../scoring/severity'

export enum SilencePolicy {
  OFF = 'OFF',
  ALERT = 'ALERT',
}
registerEnumType(SilencePolicy, {
  name: 'SilencePolicy',
  description: 'What happens when somebody who should be heard of is not.',
  valuesConfig: {
    OFF: { description: 'It is noted, with its gap, and nobody is told.' },
    ALERT: { description: 'An alert is raised: one for all that fall silent together.' },
  },
})

@ObjectType({ description: 'How a tenant watches over those that send to it.' })
export class WatchSettings {
  @Field(() => Int, { description: 'For expectedVersion; 0 while the tenant has set none of its own.' })
  version!: number

  @Field(() => SilencePolicy, { description: 'What becomes of agents that fall silent.' })
  agentSilence!: SilencePolicy

  @Field(() => Severity, { description: 'Of the alerts that the watch raises.' })
  severity!: Severity

  @Field(() => Boolean, {
    description:
      'Whether an alert is closed when all are back; never one that a person has had a hand in. If not, it says when it ended, and stays open.',
  })
  closesOnReturn!: boolean

  @Field(() => Int, { description: 'How long every single heartbeat is kept; the latest of each agent always is.' })
  beatRetentionHours!: number

  @Field(() => DateTime, { nullable: true })
  updatedAt!: Date | null
}

@InputType({ description: 'What is left out (or null) stays as it is.' })
export class UpdateWatchSettingsInput {
  @Field(() => Int, {
    nullable: true,
    description: 'The version that the change was made on: CONFLICT when there is a newer one.',
  })
  expectedVersion?: number | null

  @Field(() => SilencePolicy, { nullable: true })
  agentSilence?: SilencePolicy | null

  @Field(() => Severity, { nullable: true })
  severity?: Severity | null

  @Field(() => Boolean, { nullable: true })
  closesOnReturn?: boolean | null

  @Field(() => Int, { nullable: true, description: '1 to 720.' })
  beatRetentionHours?: number | null
}

@ObjectType()
export class UpdateWatchSettingsPayload {
  @Field(() => WatchSettings)
  watchSettings!: WatchSettings
}

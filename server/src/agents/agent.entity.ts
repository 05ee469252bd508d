import { Field, Float, ObjectType } from 'type-graphql'
import { Column, Entity, PrimaryColumn } from 'typeorm'
import { Node } from '../platform/node'
import { DateTime } from '../platform/scalars'
import { AgentStatus, statusOf } from './agent.status'

/** A machine that tells by heartbeats that it is there: its latest state. Its alerts are grafted on by alerts/. */
@ObjectType({ implements: Node, description: 'A machine that tells by heartbeats that it is there, as it last did.' })
@Entity('agent')
export class Agent implements Node {
  @PrimaryColumn({ type: 'uuid' })
  tenantId!: string

  /** Made from the name: see agent.id.ts. */
  @PrimaryColumn({ type: 'uuid' })
  id!: string

  @Field(() => String, { description: 'As it calls itself; unique in the tenant, whatever its case.' })
  @Column({ type: 'text' })
  name!: string

  @Field(() => String, { nullable: true, description: 'Of the agent itself.' })
  @Column({ type: 'text', nullable: true })
  version!: string | null

  @Field(() => String, { nullable: true, description: 'Of the system that it runs on.' })
  @Column({ type: 'text', nullable: true })
  osVersion!: string | null

  @Field(() => Float, { nullable: true, description: 'How long it had been running when it last said so.' })
  @Column({ type: 'double precision', nullable: true })
  uptimeSeconds!: number | null

  @Field(() => DateTime, { description: 'When its first heartbeat came.' })
  @Column({ type: 'timestamptz' })
  enrolledAt!: Date

  @Field(() => DateTime, { description: 'When its last heartbeat came, by our clock.' })
  @Column({ type: 'timestamptz' })
  lastSeenAt!: Date

  @Field(() => DateTime, { description: 'What its own clock said then.' })
  @Column({ type: 'timestamptz' })
  lastBeatAt!: Date

  /** Milliseconds between its last beats, oldest first. */
  @Column({ type: 'int', array: true })
  intervals!: number[]

  @Field(() => Float, { description: 'How often it beats, learned from its last beats; 30 until it has shown it.' })
  @Column({ type: 'real' })
  intervalSeconds!: number

  @Column({ type: 'timestamptz' })
  staleAt!: Date

  @Column({ type: 'timestamptz' })
  offlineAt!: Date

  @Field(() => DateTime, {
    nullable: true,
    description: 'When it was last heard of, once its silence has been noticed; null when it is heard of.',
  })
  @Column({ type: 'timestamptz', nullable: true })
  silentSince!: Date | null

  @Column({ type: 'uuid', nullable: true })
  silenceId!: string | null

  @Field(() => DateTime, { nullable: true })
  @Column({ type: 'timestamptz', nullable: true })
  retiredAt!: Date | null

  @Column({ type: 'uuid', nullable: true })
  apiKeyId!: string | null

  @Field(() => AgentStatus, { description: 'Of the moment of asking.' })
  get status(): AgentStatus {
    return statusOf(this, Date.now())
  }
}

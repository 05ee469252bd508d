import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { SourceAuthentication } from './source.authentication'
import { dedupRuleChange, DedupRuleInput, SourceKind, ResolutionPolicy } from './source.dedup'
import { Source } from './source.entity'

@InputType()
export class CreateWebhookSourceInput {
  @Field(() => String, { description: 'Lower-case letters, digits and dashes, at most 63; unique in the tenant.' })
  slug!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  product?: string | null

  @Field(() => SourceAuthentication, { defaultValue: SourceAuthentication.SIGNATURE })
  authentication?: SourceAuthentication

  @Field(() => SourceKind, { defaultValue: SourceKind.FINDINGS })
  kind?: SourceKind

  @Field(() => String, {
    nullable: true,
    description: '16 to 512 characters; generated when absent, and always for URL_TOKEN.',
  })
  secret?: string | null
}

@ObjectType()
export class CreateWebhookSourcePayload {
  @Field(() => Source)
  source!: Source

  @Field(() => String, { description: 'Shown this once; stored encrypted.' })
  secret!: string
}

@InputType({ description: 'Fields left out (or null) stay as they are.' })
export class UpdateSourceInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => String, { nullable: true })
  product?: string | null

  @Field(() => Boolean, { nullable: true })
  enabled?: boolean | null

  @Field(() => SourceAuthentication, {
    nullable: true,
    description: 'CONFLICT when the present secret does not fit the new way: change both with rotateSourceSecret.',
  })
  authentication?: SourceAuthentication | null

  @Field(() => SourceKind, { nullable: true, description: 'Of items that come from now on.' })
  kind?: SourceKind | null

  @Field(() => ResolutionPolicy, { nullable: true, description: 'For what ends from now on.' })
  onResolution?: ResolutionPolicy | null

  @Field(() => DedupRuleInput, { nullable: true, description: 'For items that come from now on.' })
  dedup?: DedupRuleInput | null

  @Field(() => Int, { nullable: true, description: '0 to 604,800.' })
  idempotencySeconds?: number | null

  @Field(() => Int, { nullable: true, description: '1 to 100,000.' })
  ratePerSecond?: number | null

  @Field(() => Int, { nullable: true, description: '1 to 1,000,000.' })
  burst?: number | null
}

@ObjectType()
export class UpdateSourcePayload {
  @Field(() => Source)
  source!: Source
}

@InputType()
export class RotateSourceSecretInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true, description: '16 to 512 characters; generated when absent.' })
  secret?: string | null

  @Field(() => Int, {
    defaultValue: 86_400,
    description: 'Seconds in which the old secret works too, at most 30 days; 0 ends it at once.',
  })
  overlapSeconds!: number

  @Field(() => SourceAuthentication, {
    nullable: true,
    description: 'Changes the way of proof along with the secret; the old secret then ends at once.',
  })
  authentication?: SourceAuthentication | null
}

@ObjectType()
export class RotateSourceSecretPayload {
  @Field(() => Source)
  source!: Source

  @Field(() => String, { description: 'Shown this once; stored encrypted.' })
  secret!: string
}

const id = z.string().refine(isUuid, 'is not an id')
const secret = z
  .string()
  .min(16, 'must have at least 16 characters')
  .max(512, 'must have at most 512 characters')
  .refine((text) => !/\p{Surrogate}/u.test(text), 'must be well-formed Unicode') // or its bytes would be others than the sender's
  .nullish()
const whole = (min: number, max: number) => z.int().min(min).max(max).nullish()

export const newSource = z.object({
  slug: shortText(63).regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
  name: shortText(200),
  product: shortText(100).nullish(),
  authentication: z.enum(SourceAuthentication).default(SourceAuthentication.SIGNATURE),
  kind: z.enum(SourceKind).default(SourceKind.FINDINGS),
  secret,
})

export const sourceChange = z.object({
  id,
  name: shortText(200).nullish(),
  product: shortText(100).nullish(),
  enabled: z.boolean().nullish(),
  authentication: z.enum(SourceAuthentication).nullish(),
  kind: z.enum(SourceKind).nullish(),
  onResolution: z.enum(ResolutionPolicy).nullish(),
  dedup: dedupRuleChange.nullish(),
  idempotencySeconds: whole(0, 604_800),
  ratePerSecond: whole(1, 100_000),
  burst: whole(1, 1_000_000),
})

export const secretRotation = z.object({
  id,
  secret,
  overlapSeconds: z
    .int()
    .min(0)
    .max(30 * 86_400),
  authentication: z.enum(SourceAuthentication).nullish(),
})

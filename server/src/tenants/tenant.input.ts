import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { isUuid } from '../platform/ids'
import { shortText } from '../platform/input'
import { Tenant } from './tenant.entity'

@InputType()
export class CreateTenantInput {
  @Field(() => String, { description: 'Lower-case letters, digits and dashes, at most 63; unique.' })
  slug!: string

  @Field(() => String)
  name!: string
}

@ObjectType()
export class CreateTenantPayload {
  @Field(() => Tenant)
  tenant!: Tenant
}

@InputType({ description: 'What is absent stays as it is.' })
export class UpdateTenantInput {
  @Field(() => ID)
  id!: string

  @Field(() => String, { nullable: true })
  name?: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Whole days that events stay after the day on which they arrived: 1 to 3,650.',
  })
  eventRetentionDays?: number | null

  @Field(() => Int, {
    nullable: true,
    description: 'Items that the tenant may send in a day (UTC); 0: as many as come.',
  })
  dailyEventQuota?: number | null
}

@ObjectType()
export class UpdateTenantPayload {
  @Field(() => Tenant)
  tenant!: Tenant
}

/** X-Tenant takes a slug or an id, so a slug must never look like an id. */
export const newTenant = z.object({
  slug: shortText(63)
    .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes')
    .refine((slug) => !isUuid(slug), 'must not look like an id'),
  name: shortText(200),
})

export const tenantChange = z.object({
  id: z.string().refine(isUuid, 'is not an id'),
  name: shortText(200).nullish(),
  eventRetentionDays: z.int().min(1, 'must be 1 to 3650').max(3_650, 'must be 1 to 3650').nullish(),
  dailyEventQuota: z.int().min(0, 'must not be negative').max(2_147_483_647, 'is too large').nullish(),
})

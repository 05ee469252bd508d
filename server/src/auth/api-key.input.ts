import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { shortText } from '../platform/input'
import { permissions } from '../platform/permissions'
import { DateTime } from '../platform/scalars'
import { ApiKey } from './api-key.entity'

@InputType()
export class CreateApiKeyInput {
  @Field(() => String)
  name!: string

  @Field(() => [String], { description: 'Of `permissions`, and none that you do not hold yourself.' })
  scopes!: string[]

  @Field(() => DateTime, { nullable: true, description: 'Without it the key lives until it is revoked.' })
  expiresAt?: Date | null
}

@ObjectType()
export class CreateApiKeyPayload {
  @Field(() => ApiKey)
  apiKey!: ApiKey

  @Field(() => String, { description: 'The whole key, shown this once.' })
  secret!: string
}

@InputType()
export class RevokeApiKeyInput {
  @Field(() => ID)
  id!: string
}

@ObjectType()
export class RevokeApiKeyPayload {
  @Field(() => ApiKey)
  apiKey!: ApiKey
}

/** RFC 3339 ends with the year 9999; what lies beyond would not come back through the API. */
const end = new Date('9999-12-31T23:59:59.999Z')

export const newKey = z.object({
  name: shortText(200),
  scopes: z
    .array(z.enum(permissions, 'is not a permission'))
    .min(1, 'must name a permission')
    .max(permissions.length * 2)
    .transform((scopes) => [...new Set(scopes)]),
  expiresAt: z
    .date()
    .max(end, 'must be before the year 10000')
    .refine((at) => at.getTime() > Date.now(), 'must be in the future')
    .nullish(),
})

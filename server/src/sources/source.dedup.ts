import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { z } from 'zod'

export enum SourceKind {
  FINDINGS = 'FINDINGS',
  TELEMETRY = 'TELEMETRY',
}
registerEnumType(SourceKind, {
  name: 'SourceKind',
  description: 'What the items of a source become.',
  valuesConfig: {
    FINDINGS: { description: 'Alerts: each item opens one or is folded into one.' },
    TELEMETRY: { description: 'Events alone, to look things up in: no alerts.' },
  },
})

export enum ResolutionPolicy {
  MARK = 'MARK',
  CLOSE = 'CLOSE',
}
registerEnumType(ResolutionPolicy, {
  name: 'ResolutionPolicy',
  description: "What a product's word that something is over does to its alert.",
  valuesConfig: {
    MARK: { description: 'The alert says when it ended, and stays as it is.' },
    CLOSE: { description: 'It is closed too, unless a person has had a hand in it.' },
  },
})

/** What may be named in a rule, as on the alert. `raw.` and a path names a value of the payload itself. */
export const dedupFieldNames = [
  'product', 'title', 'ruleId', 'ruleName', 'entity', 'host', 'user', 'resource', 'cloudAccount', 'srcIp', 'srcPort', 'dstIp', 'dstPort', 'domain', 'url',
  'fileName', 'md5', 'sha1', 'sha256', 'mailSender', 'mailSubject', 'disposition', 'vendorSeverity',
] as const // prettier-ignore

export type DedupFieldName = (typeof dedupFieldNames)[number]

export const isDedupFieldName = (name: string): name is DedupFieldName =>
  (dedupFieldNames as readonly string[]).includes(name)

@ObjectType({
  description:
    "What makes two items of a source the same alert: the vendor's own id, else equal values in these fields; and for how long.",
})
export class DedupRule {
  @Field(() => Boolean, { description: "The vendor's own id decides where an item has one." })
  byVendorId!: boolean

  @Field(() => [String], {
    description:
      'Names of fields as on the alert, or raw. and the path of a value in the payload, such as raw.data.port. An item that has none of them is compared as a whole.',
  })
  fields!: string[]

  @Field(() => Int, {
    description: 'Seconds after its last item in which an open alert takes further ones; 0: each item is an alert.',
  })
  windowSeconds!: number

  @Field(() => Int, {
    description:
      'Days in which an alert that was closed as benign, false positive or duplicate swallows further items, unless severity rises or the entity differs; 0: none.',
  })
  memoryDays!: number
}

@InputType({ description: 'Fields left out (or null) stay as they are.' })
export class DedupRuleInput {
  @Field(() => Boolean, { nullable: true })
  byVendorId?: boolean | null

  @Field(() => [String], { nullable: true, description: '1 to 20 names.' })
  fields?: string[] | null

  @Field(() => Int, { nullable: true, description: '0 to 31,536,000 (a year).' })
  windowSeconds?: number | null

  @Field(() => Int, { nullable: true, description: '0 to 90.' })
  memoryDays?: number | null
}

/** Neither NUL nor half a surrogate pair: Postgres' text cannot hold them, nor would a payload that is stored. */
const rawPath = /^raw(\.[^.\s\0\p{Cs}]+){1,10}$/u

export const fieldName = z
  .string()
  .max(200, 'must have at most 200 characters')
  .refine(
    (name) => isDedupFieldName(name) || rawPath.test(name),
    `is neither raw. with a path nor one of ${dedupFieldNames.join(', ')}`,
  )

export const dedupRuleChange = z.object({
  byVendorId: z.boolean().nullish(),
  fields: z
    .array(fieldName)
    .min(1, 'must name at least one field')
    .max(20, 'must name at most 20 fields')
    .refine((names) => new Set(names).size === names.length, 'must not name a field twice')
    .nullish(),
  windowSeconds: z.int().min(0).max(31_536_000).nullish(),
  memoryDays: z.int().min(0).max(90).nullish(),
})

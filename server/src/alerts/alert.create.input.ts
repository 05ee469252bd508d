import { Field, InputType, ObjectType } from 'type-graphql'
import { z } from 'zod'
import { techniqueOf } from '../attack/attack.id'
import { observableOf, understoodAs } from '../observables/observable.canonical'
import { ObservableType } from '../observables/observable.type'
import { foldCase } from '../platform/filter/fold-case'
import { shortText } from '../platform/input'
import { JsonValue } from '../platform/scalars'
import { EventType } from '../scoring/event-type'
import { Severity } from '../scoring/severity'
import { Alert } from './alert.entity'

const Text =
  (description?: string): PropertyDecorator =>
  (target, name) =>
    Field(() => String, { nullable: true, ...(description ? { description } : {}) })(target, name)

@InputType({ description: 'A value that the alert is about.' })
export class AlertObservableInput {
  @Field(() => ObservableType)
  type!: ObservableType

  @Field(() => String, { description: 'Of that type; at most 2,000 characters; defanged text is understood.' })
  value!: string
}

@InputType({
  description:
    'An alert opened by hand or by an integration. What it says is matched as if a source had sent it: with networks, assets, privileged users, IOCs and its rule.',
})
export class CreateAlertInput {
  @Field(() => String, { description: '1-500 characters.' })
  title!: string

  @Field(() => Severity)
  severity!: Severity

  @Text(
    'Where: a host, user, resource or address; at most 500 characters. When left out: the host, else the user, resource or source address. One that the tenant has registered as an asset is the host too, one that is a privileged user the user.',
  )
  entity?: string | null

  @Text('At most 10,000 characters.')
  description?: string | null

  @Field(() => [String], { nullable: true, description: 'At most 50, of 1-100 characters; case makes no second tag.' })
  tags?: string[] | null

  @Text('What noticed it; with ruleId it names the rule that fired. At most 100 characters.')
  product?: string | null

  @Text("The product's own name for the rule; at most 300 characters.")
  ruleId?: string | null

  @Text('At most 500 characters.')
  ruleName?: string | null

  @Field(() => EventType, { nullable: true })
  eventType?: EventType | null

  @Field(() => [String], { nullable: true, description: 'ATT&CK ids, such as T1059.001; at most 50.' })
  techniques?: string[] | null

  @Text('At most 255 characters.')
  host?: string | null

  @Text('At most 255 characters.')
  user?: string | null

  @Text('At most 500 characters.')
  resource?: string | null

  @Text('An address.')
  srcIp?: string | null

  @Text('An address.')
  dstIp?: string | null

  @Text()
  domain?: string | null

  @Text('At most 2,000 characters.')
  url?: string | null

  @Text('At most 500 characters.')
  fileName?: string | null

  @Text('64 hexadecimal digits.')
  sha256?: string | null

  @Field(() => [AlertObservableInput], {
    nullable: true,
    description: 'Values besides those of the fields, which need not be named again; at most 100.',
  })
  observables?: AlertObservableInput[] | null

  @Field(() => JsonValue, { nullable: true, description: 'Evidence in any shape; at most 1 MiB as JSON, 100 deep.' })
  raw?: unknown
}

@ObjectType()
export class CreateAlertPayload {
  @Field(() => Alert)
  alert!: Alert
}

/** Absent, empty or blank text is null, never "". */
const optionalText = (max: number) =>
  shortText(max, 0)
    .nullish()
    .transform((text) => text || null)

/** The same of a value that is written in one way. */
const optionalValue = (type: ObservableType) =>
  optionalText(2_000).transform((text, issues) => {
    const value = text === null ? null : (understoodAs(type, text)?.value ?? null)
    if (text !== null && value === null) issues.addIssue(`is no ${type}`)
    return value
  })

const optionalList = <Element extends z.ZodType>(element: Element, most: number, word: string) =>
  z
    .array(element)
    .max(most, `must have at most ${most} ${word}`)
    .nullish()
    .transform((list) => list ?? [])

const withoutRepeats = (tags: string[]): string[] =>
  [...new Map(tags.toReversed().map((tag) => [foldCase(tag), tag])).values()].toReversed()

const technique = shortText(20)
  .refine((text) => techniqueOf(text) !== null, 'is no id of ATT&CK')
  .transform((text) => techniqueOf(text) ?? text)

const observable = z
  .object({ type: z.enum(ObservableType), value: shortText(2_000) })
  .refine(({ type, value }) => understoodAs(type, value) !== null, {
    path: ['value'],
    message: 'is no value of its type',
  })

/** The texts of {@link CreateAlertInput}, each within its bounds. */
export const newAlertShape = z.object({
  title: shortText(500),
  entity: optionalText(500),
  description: optionalText(10_000),
  tags: optionalList(shortText(100), 50, 'tags').transform(withoutRepeats),
  product: optionalText(100),
  ruleId: optionalText(300),
  ruleName: optionalText(500),
  eventType: z
    .enum(EventType)
    .nullish()
    .transform((type) => type ?? null),
  techniques: optionalList(technique, 50, 'techniques').transform((ids) => [...new Set(ids)]),
  host: optionalText(255),
  user: optionalText(255),
  resource: optionalText(500),
  srcIp: optionalValue(ObservableType.IP_ADDRESS),
  dstIp: optionalValue(ObservableType.IP_ADDRESS),
  domain: optionalValue(ObservableType.DOMAIN),
  url: optionalValue(ObservableType.URL),
  fileName: optionalText(500),
  sha256: optionalValue(ObservableType.HASH_SHA256),
  observables: optionalList(observable, 100, 'observables'),
})

/** What an alert is opened with, once it is checked. */
export type GivenAlert = z.output<typeof newAlertShape>

/** An address that stands where a host, a user or an address may. */
export const addressIn = (entity: string | null) =>
  entity === null ? null : observableOf(ObservableType.IP_ADDRESS, entity)

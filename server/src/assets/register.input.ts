import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { z } from 'zod'

/** Which row of a register is meant. */
@InputType()
export abstract class RegisterRowInput {
  @Field(() => ID)
  id!: string
}

/** What the imports of all registers take. */
@InputType()
export abstract class RegisterImportInput {
  @Field(() => String, {
    description:
      'Comma-separated with a heading (RFC 4180): the names of the fields, of which all but those a row cannot do without may be left out. What the heading leaves out stays as it is stored, an empty field takes the value away; several tags or addresses in one field are parted by ";". A whole request may have 2 MB.',
  })
  csv!: string

  @Field(() => Boolean, { defaultValue: false, description: 'Takes out what the file does not name.' })
  replace!: boolean
}

/** Rows in one file, heading not counted. */
export const mostImported = 100_000

export const importShape = z.object({
  csv: z
    .string()
    .max(5_000_000, 'must have at most 5,000,000 characters')
    .refine((text) => !/[\0\p{Surrogate}]/u.test(text), 'must be well-formed Unicode without NUL'),
  replace: z.boolean().default(false),
})

@ObjectType({ description: 'Why a line of an import cannot be taken.' })
export class LineFault {
  @Field(() => Int, { description: 'In the file, the heading being line 1.' })
  line!: number

  @Field(() => String, { nullable: true, description: 'The name in the heading; null when it is the whole line.' })
  column!: string | null

  @Field(() => String)
  message!: string
}

/** Faults that one answer names. */
export const mostFaults = 100

/** What the imports of all registers answer. */
@ObjectType()
export abstract class RegisterImportPayload {
  @Field(() => Int)
  created!: number

  @Field(() => Int, { description: 'Rows that were there and said something else.' })
  updated!: number

  @Field(() => Int)
  unchanged!: number

  @Field(() => Int, { description: 'Only with replace.' })
  deleted!: number

  @Field(() => [LineFault], {
    description: `The first ${mostFaults}. Where there is one, nothing is stored at all.`,
  })
  errors!: LineFault[]
}

@ObjectType({ description: 'A part of a register as comma-separated text, which the import takes as it is.' })
export class CsvPart {
  @Field(() => String, { description: 'The first part begins with the heading: put together, the parts are the file.' })
  csv!: string

  @Field(() => String, { nullable: true, description: 'What to ask for next; null when this is the end.' })
  next!: string | null
}

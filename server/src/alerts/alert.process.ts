import { Field, Int, ObjectType } from 'type-graphql'

/** A process with those it came from, as it is stored: at most four deep. */
export interface AlertProcess {
  name: string | null
  path: string | null
  commandLine: string | null
  pid: number | null
  user: string | null
  parent: AlertProcess | null
}

@ObjectType()
export class Process implements AlertProcess {
  @Field(() => String, { nullable: true, description: 'The file’s name alone.' })
  name!: string | null

  @Field(() => String, { nullable: true })
  path!: string | null

  @Field(() => String, { nullable: true })
  commandLine!: string | null

  @Field(() => Int, {
    nullable: true,
    description: 'Null also for ids beyond 2^31 - 1, which some agents make up themselves.',
  })
  pid!: number | null

  @Field(() => String, { nullable: true })
  user!: string | null

  @Field(() => Process, { nullable: true, description: 'What started it.' })
  parent!: Process | null
}

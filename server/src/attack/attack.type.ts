import { Field, ID, ObjectType } from 'type-graphql'
import type { Tactic } from './attack.tactic'

@ObjectType({ description: 'A goal of an adversary: a column of the MITRE ATT&CK matrix.' })
export class AttackTactic implements Pick<Tactic, 'id'> {
  @Field(() => ID, { description: 'TA0006' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description: 'Credential Access; null for an id that is not known here. TA0005 is Stealth, once Defense Evasion.',
  })
  name!: string | null
}

@ObjectType({
  description:
    "A technique of MITRE ATT&CK as a rule or an alert names it. Its id is what was sent; the rest is known once an administrator of the server has imported ATT&CK's own bundle.",
})
export class AttackTechnique {
  @Field(() => ID, { description: 'T1110 or T1059.001, as sent.' })
  id!: string

  @Field(() => String, {
    nullable: true,
    description:
      'PowerShell; of a sub-technique with what is above it: Command and Scripting Interpreter: PowerShell. Null without the bundle, and for an id that is not in it.',
  })
  name!: string | null

  @Field(() => [AttackTactic], { description: 'What it serves, in the order of the matrix; empty without the bundle.' })
  tactics!: AttackTactic[]

  @Field(() => ID, {
    nullable: true,
    description: 'The id that took the place of this one, which ATT&CK has revoked; null when it stands.',
  })
  successorId!: string | null

  @Field(() => Boolean, { description: 'ATT&CK has dropped it and names nothing in its place.' })
  isDeprecated!: boolean

  @Field(() => String, { description: "Its page on ATT&CK's site: the successor's, when it was revoked." })
  url!: string
}

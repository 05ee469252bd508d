import { Field, Int, ObjectType } from 'type-graphql'

@ObjectType()
export class FacetValue {
  @Field(() => String, { description: "What to put into the filter of that field: a user's id, a source's slug." })
  value!: string

  @Field(() => String, { description: 'For people: the name of the user, source or rule; else the value.' })
  label!: string

  @Field(() => Int, { description: 'Exact.' })
  count!: number
}

@ObjectType()
export class Facet {
  @Field(() => String)
  field!: string

  @Field(() => [FacetValue], {
    description: 'The commonest first, then by value; status and severity in their own order.',
  })
  values!: FacetValue[]
}

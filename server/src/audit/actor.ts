import { Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import { signedIn, type Context } from '../platform/context'

export enum ActorKind {
  USER = 'USER',
  API_KEY = 'API_KEY',
  SOURCE = 'SOURCE',
  RULE = 'RULE',
  PLAYBOOK = 'PLAYBOOK',
  SYSTEM = 'SYSTEM',
}
registerEnumType(ActorKind, { name: 'ActorKind', description: 'What kind of actor did a deed.' })

@ObjectType({ description: 'Who did it, as named at the time: outlives a deleted user or key.' })
export class Actor {
  @Field(() => ActorKind)
  kind!: ActorKind

  @Field(() => ID, { nullable: true })
  id!: string | null

  @Field(() => String)
  name!: string
}

/** The viewer as the author of a deed. */
export function actorOf(ctx: Context): Actor {
  const viewer = signedIn(ctx)
  return { kind: ActorKind[viewer.kind], id: viewer.id, name: viewer.name }
}

import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { DateTime } from '../platform/scalars'
import { Role } from './role'
import { User } from './user.entity'

@ObjectType({ description: 'A person in this tenant.' })
export class Member {
  @Field(() => User)
  user!: User

  @Field(() => Role)
  role!: Role

  @Field(() => DateTime)
  joinedAt!: Date
}

@InputType()
export class SetMemberRoleInput {
  @Field(() => ID)
  userId!: string

  @Field(() => Role)
  role!: Role
}

@ObjectType()
export class SetMemberRolePayload {
  @Field(() => Member)
  member!: Member
}

@InputType()
export class RemoveMemberInput {
  @Field(() => ID)
  userId!: string
}

@ObjectType()
export class RemoveMemberPayload {
  @Field(() => User)
  user!: User
}

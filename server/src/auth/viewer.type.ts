import { Field, ObjectType } from 'type-graphql'
import type { Context } from '../platform/context'
import { asTenant } from '../tenants/tenant.service'
import { Tenant } from '../tenants/tenant.entity'
import { Role } from './role'
import { User } from './user.entity'

@ObjectType({ description: 'A tenant one belongs to.' })
export class Membership {
  @Field(() => Tenant)
  tenant!: Tenant

  @Field(() => Role)
  role!: Role
}

@ObjectType('Viewer', { description: 'Who asks, and with which rights in the tenant of this request.' })
export class ViewerProfile {
  @Field(() => User, { nullable: true, description: 'Null for an API key.' })
  user!: User | null

  @Field(() => Tenant, { nullable: true })
  tenant!: Tenant | null

  @Field(() => Role, { nullable: true, description: 'Null for an API key.' })
  role!: Role | null

  @Field(() => [String])
  permissions!: string[]

  @Field(() => Boolean)
  isOperator!: boolean

  @Field(() => Boolean, {
    description:
      'True after a generated password: everything but changePassword and signOut is FORBIDDEN until it is changed.',
  })
  mustChangePassword!: boolean
}

/** The context's viewer as the API shows it; null when nobody is signed in. */
export function viewerProfile({ viewer, tenant }: Context): ViewerProfile | null {
  if (!viewer) return null
  const isPerson = viewer.kind === 'USER'
  return Object.assign(new ViewerProfile(), {
    user: isPerson ? Object.assign(new User(), { id: viewer.id, name: viewer.name, email: viewer.email }) : null,
    tenant: tenant && asTenant(tenant),
    role: viewer.role as Role | null,
    permissions: [...viewer.permissions],
    isOperator: viewer.isOperator,
    mustChangePassword: viewer.mustChangePassword,
  })
}

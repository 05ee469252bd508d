import { Resolver } from 'type-graphql'
import { PrivilegedUser } from './privileged-user.entity'
import { privilegedUserRegister } from './privileged-user.register'
import { registerResolver } from './register.resolver'

@Resolver(() => PrivilegedUser)
export class PrivilegedUserResolver extends registerResolver(privilegedUserRegister) {}

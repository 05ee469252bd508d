import { Resolver } from 'type-graphql'
import { Network } from './network.entity'
import { networkRegister } from './network.register'
import { registerResolver } from './register.resolver'

@Resolver(() => Network)
export class NetworkResolver extends registerResolver(networkRegister) {}

import { type GraphQLFieldResolver, type GraphQLObjectType, type GraphQLSchema } from 'graphql'
import { Extensions } from 'type-graphql'
import { signedIn, tenantOf, type Context } from './context'
import { AppError } from './errors'
import type { Permission } from './permissions'

/** `PUBLIC`: anybody. `SIGNED_IN`: any person or key, also without a tenant. `OPERATOR`: who runs the platform. */
type Access = Permission | 'PUBLIC' | 'SIGNED_IN' | 'OPERATOR'

const rule = (access: Access) => Extensions({ access })

/** The field asks for this permission in the request's tenant. */
export const Allow = (permission: Permission) => rule(permission)
export const Public = () => rule('PUBLIC')
export const SignedIn = () => rule('SIGNED_IN')
export const OperatorOnly = () => rule('OPERATOR')

/** Root fields that work while a generated password waits to be changed. */
const openBeforePasswordChange = new Set(['changePassword', 'signOut', 'signOutEverywhere'])

/**
 * Puts the access rule in front of every query, mutation and subscription, and says it in the field's description: the
 * schema is the manual.
 * @throws when a root field has no rule, so that the server refuses to start.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]
  for (const root of roots) if (root) guardRoot(root)
  return schema
}

function guardRoot(root: GraphQLObjectType): void {
  for (const [name, field] of Object.entries(root.getFields())) {
    const access = field.extensions.access as Access | undefined
    if (!access)
      throw new Error(`${root.name}.${name} has no access rule: add @Allow, @SignedIn, @OperatorOnly or @Public`)
    const guard = (resolve: GraphQLFieldResolver<unknown, Context>): GraphQLFieldResolver<unknown, Context> => {
      return (source, args, ctx, info) => {
        checkAccess(ctx, access, name)
        return resolve(source, args, ctx, info)
      }
    }
    field.description = [field.description, whoMay(access)].filter(Boolean).join(' ')
    if (field.subscribe) field.subscribe = guard(field.subscribe)
    else if (field.resolve) field.resolve = guard(field.resolve)
  }
}

/** The last sentence of a root field's description. */
function whoMay(access: Access): string {
  if (access === 'PUBLIC') return 'Open to everybody.'
  if (access === 'SIGNED_IN') return 'For anybody who is signed in.'
  if (access === 'OPERATOR') return 'For operators of the platform.'
  return `Needs \`${access}\`.`
}

/** @throws UNAUTHENTICATED, FORBIDDEN, or BAD_USER_INPUT when no tenant is chosen. */
export function checkAccess(ctx: Context, access: Access, field: string): void {
  if (access === 'PUBLIC') return
  const viewer = signedIn(ctx)
  if (viewer.mustChangePassword && !openBeforePasswordChange.has(field)) {
    throw new AppError('FORBIDDEN', 'The password was generated: change it first (changePassword)')
  }
  if (access === 'SIGNED_IN') return
  if (access === 'OPERATOR') {
    if (!viewer.isOperator) throw new AppError('FORBIDDEN', 'Only an operator of the platform may do this')
    return
  }
  tenantOf(ctx)
  if (!viewer.permissions.has(access)) throw new AppError('FORBIDDEN', `This needs the permission ${access}`)
}

import { registerEnumType } from 'type-graphql'
import type { Viewer } from '../platform/context'
import { AppError } from '../platform/errors'
import { permissions, type Permission } from '../platform/permissions'

export enum Role {
  ADMIN = 'ADMIN',
  RESPONDER = 'RESPONDER',
  ANALYST = 'ANALYST',
  VIEWER = 'VIEWER',
}
registerEnumType(Role, {
  name: 'Role',
  description: 'What a member may do in a tenant: a bundle of permissions.',
  valuesConfig: {
    ADMIN: { description: 'Everything, people and keys included.' },
    RESPONDER: { description: 'What an analyst may, and approves responses.' },
    ANALYST: { description: 'Reads, opens and triages alerts, and writes how to.' },
    VIEWER: { description: 'Reads.' },
  },
})

const viewing: Permission[] = [
  'alert:read',
  'event:read',
  'source:read',
  'asset:read',
  'risk:read',
  'agent:read',
  'member:read',
  'job:read',
]
const analysing: Permission[] = [...viewing, 'alert:create', 'alert:triage', 'observable:write', 'rule:write']

const bundles: Record<Role, ReadonlySet<Permission>> = {
  ADMIN: new Set(permissions),
  RESPONDER: new Set([...analysing, 'agent:manage']),
  ANALYST: new Set(analysing),
  VIEWER: new Set(viewing),
}

export const permissionsOf = (role: Role): ReadonlySet<Permission> => bundles[role]

/** Nobody hands out, or takes away, more than he holds himself: a key for members must not make an administrator. @throws FORBIDDEN */
export function assertHolds(viewer: Viewer, wanted: Iterable<Permission>): void {
  for (const permission of wanted) {
    if (!viewer.permissions.has(permission)) throw new AppError('FORBIDDEN', `You do not hold ${permission} yourself`)
  }
}

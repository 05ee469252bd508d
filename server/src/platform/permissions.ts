/** Every right there is, as `noun:verb`. Roles bundle them (auth/role.ts); API keys carry a subset as scopes. */
export const permissions = [
  'alert:read',
  'alert:create',
  'alert:triage',
  'rule:write',
  'event:read',
  'source:read',
  'source:manage',
  'asset:read',
  'asset:write',
  'risk:read',
  'risk:write',
  'observable:write',
  'observable:manage',
  'ingest:write',
  'agent:read',
  'agent:write',
  'agent:manage',
  'member:read',
  'member:manage',
  'key:manage',
  'job:read',
  'job:manage',
] as const

export type Permission = (typeof permissions)[number]

export const isPermission = (text: string): text is Permission => (permissions as readonly string[]).includes(text)

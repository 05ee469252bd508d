import type { Role } from '../../gql/graphql'
import { sentenceCase } from '../../lib/words'

const hints: Record<Role, string> = {
  ADMIN: 'Everything, people and keys too.',
  RESPONDER: 'As an analyst; approves responses.',
  ANALYST: 'Reads, opens and triages alerts.',
  VIEWER: 'Reads, and changes nothing.',
}
const ROLES = ['ADMIN', 'RESPONDER', 'ANALYST', 'VIEWER'] as const satisfies readonly Role[]

/** The roles of a tenant, strongest first, for a selector. */
export const roleItems = ROLES.map((role) => ({ value: role, label: sentenceCase(role), description: hints[role] }))

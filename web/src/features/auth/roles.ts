import type { Role } from '../../gql/graphql'
import { sentenceCase } from '../../lib/words'

const ROLES = ['ADMIN', 'RESPONDER', 'ANALYST', 'VIEWER'] as const satisfies readonly Role[]

/** The roles of a tenant, strongest first, for a selector. */
export const roleItems = ROLES.map((role) => ({ value: role, label: sentenceCase(role) }))

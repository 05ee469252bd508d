import { foldCase } from '../platform/filter/fold-case'
import { derivedId } from '../platform/ids'

/** The id of an agent, from what it calls itself, whatever its case: nobody has to look it up. */
export const agentId = (tenantId: string, name: string): string => derivedId(tenantId, 'agent', foldCase(name))

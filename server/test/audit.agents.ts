import type { Platform, TenantRef } from '../src/platform/context'
import { aBeat } from './agents'
import { unique } from './harness'

interface Where {
  platform: Platform
  tenant: TenantRef
}

const anAgent = async ({ platform, tenant }: Where) => ({ id: await aBeat(platform, tenant, unique('mac')) })

/** The deeds that can be done with agents and the watch over them. @param where is asked when the test runs */
export const agentDeeds = (where: () => Where) => ({
  updateAgent: {
    document: 'mutation ($id: ID!) { updateAgent(input: { id: $id, tags: ["lab"] }) { agent { id } } }',
    variables: () => anAgent(where()),
    action: 'agent.update',
  },
  retireAgents: {
    document: 'mutation ($id: ID!) { retireAgents(input: { ids: [$id] }) { agents { id } } }',
    variables: () => anAgent(where()),
    action: 'agent.retire',
  },
  restoreAgents: {
    document: 'mutation ($id: ID!) { restoreAgents(input: { ids: [$id] }) { agents { id } } }',
    variables: async () => {
      const { platform, tenant } = where()
      const { id } = await anAgent({ platform, tenant })
      await platform.database.transaction({ tenantId: tenant.id }, (db) =>
        db.query('UPDATE agent SET retired_at = now() WHERE id = $1', [id]),
      )
      return { id }
    },
    action: 'agent.restore',
  },
  deleteAgents: {
    document: 'mutation ($id: ID!) { deleteAgents(input: { ids: [$id] }) { ids } }',
    variables: () => anAgent(where()),
    action: 'agent.delete',
  },
  updateWatchSettings: {
    document: 'mutation { updateWatchSettings(input: { beatRetentionHours: 48 }) { watchSettings { version } } }',
    action: 'watchSettings.update',
  },
})

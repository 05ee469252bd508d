import { expect, type Page } from '@playwright/test'
import { ask } from '../scripts/client.mjs'
import type { RunningPlatform } from './platform'
import { newKey, sendAlert, sendHeartbeat, someWord } from './test'

export interface Places {
  /** Beneath the server's address. */
  paths: Record<string, string>
  /** What every alert of these pages carries. */
  mark: string
  alertId: string
}

/** The pages of the application (the manual and the explorer have theirs in docs.spec.ts), and what they must not trip over: long and unbroken texts, an accepted and a refused delivery, an open invitation, a key. */
export async function furnish(platform: RunningPlatform): Promise<Places> {
  const mark = someWord()
  const admin = await platform.admin()
  const empty = `empty-${mark}`
  await platform.newTenant(empty)
  const alertId = await sendAlert(platform, `${mark} ${'A title that goes on and on '.repeat(8)}`, {
    host: `host-${'unbroken'.repeat(20)}.example.com`,
    tags: ['exfiltration', 'a-tag-that-is-longer-than-most-others-are'],
    rule: { id: mark, name: `Rule ${mark}` },
    url: `https://example.com/${'a'.repeat(300)}`,
    ip: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
  })
  for (const severity of ['critical', 'medium', 'low', 'informational'])
    await sendAlert(platform, `${mark} ${severity}`, { severity })
  await platform.send({ ...platform.siem, secret: 'not the secret' }, { title: 'Refused' })
  const { inviteMember } = await ask(
    admin,
    'mutation Invite($input: InviteMemberInput!) { inviteMember(input: $input) { token } }',
    { input: { email: `${mark}@example.com`, role: 'ANALYST' } },
  )
  const key = await newKey(platform, mark, ['alert:read', 'alert:triage', 'agent:write'])
  await sendHeartbeat(platform, key, { agent_id: `agent-${mark}-${'unbroken'.repeat(20)}`, version: '1.2.3' })
  for (const fails of [true, false])
    await ask(admin, 'mutation Job($input: RunTestJobInput!) { runTestJob(input: $input) { job { id } } }', {
      input: { seconds: 0, fails },
    })
  const inside = (path: string) => `/t/default/${path}`
  const { alert } = await ask(admin, 'query Event($id: ID!) { alert(id: $id) { events { nodes { id } } } }', {
    id: alertId,
  })
  const eventId: string = alert.events.nodes[0].id
  const { alert: held } = await ask(
    admin,
    'query Held($id: ID!) { alert(id: $id) { observables { id } rule { id } } }',
    {
      id: alertId,
    },
  )
  const observableId: string = held.observables[0].id
  const ruleId: string = held.rule.id
  await ask(admin, 'mutation Guide($input: UpdateRuleInput!) { updateRule(input: $input) { rule { id } } }', {
    input: {
      id: ruleId,
      guide: '## First\n\n1. Look at `host`.\n\n| Found | Then |\n| - | - |\n| much | escalate |\n',
    },
  })
  const { agents } = await ask(admin, '{ agents(first: 1) { nodes { id } } }')
  const agentId: string = agents.nodes[0].id
  return {
    mark,
    alertId,
    paths: {
      'the queue': inside(`alerts?q=${mark}`),
      'the queue and an alert beside it': inside(`alerts?q=${mark}&open=${alertId}`),
      'a filter that matches nothing': inside(`alerts?q=${mark}-not`),
      'an address with faults': inside('alerts?severity=purple'),
      'a queue that has never had an alert': `/t/${empty}/alerts`,
      'an alert': inside(`alerts/${alertId}?q=${mark}`),
      'an alert that is not there': inside('alerts/00000000-0000-7000-8000-000000000000'),
      'the events': inside(`events?q=${mark}`),
      'the events and one beside them': inside(`events?q=${mark}&severity=HIGH&open=${eventId}`),
      'events that nothing is like': inside(`events?q=${mark}-not`),
      observables: inside('observables'),
      'an observable': inside(`observables/${observableId}`),
      'an observable that is not there': inside('observables/00000000-0000-7000-8000-000000000000'),
      rules: inside('rules'),
      'a rule': inside(`rules/${ruleId}`),
      agents: inside('agents'),
      'an agent': inside(`agents/${agentId}`),
      'an agent that is not there': inside('agents/00000000-0000-8000-8000-000000000000'),
      'pivot links': inside('settings/pivot-links'),
      'the playground': inside('understand'),
      start: inside('start'),
      sources: inside('sources'),
      'all deliveries': inside('sources?view=deliveries'),
      'a new source': inside('sources?view=new'),
      'a source': inside('sources/siem'),
      "a source's instructions": inside('sources/siem?tab=instructions'),
      "a source's settings": inside('sources/siem?tab=settings'),
      jobs: inside('jobs'),
      'jobs of a state that none has': `/t/${empty}/jobs?state=failed`,
      networks: inside('knowledge/networks'),
      assets: inside('knowledge/assets'),
      'privileged users': inside('knowledge/privileged-users'),
      'risk weights': inside('settings/risk-weights'),
      account: inside('settings/account'),
      members: inside('settings/members'),
      'API keys': inside('settings/api-keys'),
      tenants: '/tenants',
      'a tenant that is not there': '/t/nobody/alerts',
      'no such page inside': inside('nothing'),
      'no such page': '/nothing',
      invitation: `/invitation/${inviteMember.token}`,
    },
  }
}

/** Opens one of them and waits until all of it is there. */
export async function open(page: Page, platform: RunningPlatform, path: string): Promise<void> {
  await page.goto(`${platform.url}${path}`)
  await expect(page.locator('h1').first()).toBeVisible()
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
  await page.waitForLoadState('networkidle')
}

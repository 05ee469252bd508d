import { ask, signIn } from '../scripts/client.mjs'
import { Fault } from '../scripts/project.mjs'
import { demoPassword, operatorEmail, people, type Person } from './people'
import { senders } from './senders'
import { worlds, type World } from './world'

/** A signed-in person, as scripts/client.mjs has it. */
export interface Caller {
  url: string
  tenant: string
  cookie: string
}

/** Somebody who works on alerts, in one tenant. */
export interface Colleague {
  id: string
  tenant: string
  caller: Caller
}

/** Makes what a customer would make by hand: tenants, people, sources. Returns false when they are there (`--keep`). */
export async function furnish(url: string): Promise<boolean> {
  const operator: Caller = await signIn(url, worlds[0]?.slug, operatorEmail, demoPassword).catch((error: unknown) => {
    throw new Fault(`The operator of the demo cannot sign in: is this another installation's data? ${String(error)}`)
  })
  const { tenants } = await ask(operator, '{ tenants { id slug } }')
  if (tenants.length > 1) return false
  for (const world of worlds) await makeTenant(operator, world, tenants)
  for (const person of people) await makePerson(operator, person)
  for (const sender of senders) await makeSource({ ...operator, tenant: sender.tenant }, sender)
  return true
}

/** The first tenant came with the installation: it gets its name. */
async function makeTenant(operator: Caller, { slug, name }: World, there: { id: string; slug: string }[]) {
  const known = there.find((tenant) => tenant.slug === slug)
  const [verb, input] = known ? ['update', { id: known.id, name }] : ['create', { slug, name }]
  const type = known ? 'UpdateTenantInput' : 'CreateTenantInput'
  await ask(operator, `mutation ($input: ${type}!) { ${verb}Tenant(input: $input) { tenant { id } } }`, { input })
}

async function makePerson(operator: Caller, { name, email, roles }: Person): Promise<void> {
  for (const [tenant, role] of Object.entries(roles)) {
    const { inviteMember } = await ask(
      { ...operator, tenant },
      'mutation ($input: InviteMemberInput!) { inviteMember(input: $input) { token } }',
      { input: { email, role } },
    )
    const stranger: Caller = { url: operator.url, tenant, cookie: '' }
    await ask(stranger, 'mutation ($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { viewer { role } } }', {
      input: { token: inviteMember.token, name, password: demoPassword },
    }) // prettier-ignore
  }
}

async function makeSource(operator: Caller, sender: (typeof senders)[number]): Promise<void> {
  const { slug, name, productId: product, authentication, secret } = sender
  const { sources } = await ask(operator, '{ sources { id slug } }')
  const known = (sources as { id: string; slug: string }[]).find((source) => source.slug === slug)
  if (!known) {
    await ask(
      operator,
      'mutation ($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { source { id } } }',
      { input: { slug, name, product, authentication, secret } },
    )
    return
  }
  // The source that every installation begins with becomes one of ours.
  await ask(operator, 'mutation ($input: UpdateSourceInput!) { updateSource(input: $input) { source { id } } }', {
    input: { id: known.id, name, product, authentication },
  })
  await ask(operator, 'mutation ($input: RotateSourceSecretInput!) { rotateSourceSecret(input: $input) { source { id } } }', {
    input: { id: known.id, secret, overlapSeconds: 0 },
  }) // prettier-ignore
}

/** Everybody who works on alerts, signed in; a member of two tenants twice. */
export async function colleagues(url: string): Promise<Colleague[]> {
  const all: Colleague[] = []
  for (const person of people.filter(({ isBusy }) => isBusy)) {
    const caller: Caller = await signIn(url, Object.keys(person.roles)[0], person.email, demoPassword)
    const { viewer } = await ask(caller, '{ viewer { user { id } } }')
    for (const tenant of Object.keys(person.roles)) {
      all.push({ id: viewer.user.id as string, tenant, caller: { ...caller, tenant } })
    }
  }
  return all
}

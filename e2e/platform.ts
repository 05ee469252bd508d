import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, sendWebhook, signIn } from '../scripts/client.mjs'
import { createOwnDatabase } from '../scripts/own-database.mjs'
import { freePort, launchServer } from '../scripts/server-process.mjs'

export const ADMIN = 'admin@tocsin.local'
const chosenPassword = 'a long phrase that nobody guesses'

/** Who is signed in over plain HTTP, beside the browser. */
export type Person = Awaited<ReturnType<typeof signIn>>

export interface Sender {
  tenant: string
  source: string
  secret: string
}

/** On Postgres, where the operator chooses the first password. */
const configuredPassword = 'the password of the environment'

/** A server as an operator meets it: `npm start` on an empty folder (or with DATABASE_URL, an empty database), and what it printed. */
export class RunningPlatform {
  /** Printed at the very first start of an embedded database; null on Postgres. */
  readonly generatedPassword: string | null
  readonly siem: Sender
  password: string
  private person?: Person

  private constructor(
    private server: Awaited<ReturnType<typeof launchServer>>,
    private readonly settings: { PORT: string; TOCSIN_DATA_DIR: string; TOCSIN_ALLOWED_ORIGINS: string },
    private readonly database: OwnDatabase | null,
  ) {
    this.generatedPassword = database ? null : printed(server.output, /^ {2}password {2}(\S+)$/m)
    this.siem = {
      tenant: 'default',
      source: 'siem',
      secret: printed(server.output, /its secret, shown only now:\n\s+(\S+)/),
    }
    this.password = this.generatedPassword ?? configuredPassword
  }

  static async start(): Promise<RunningPlatform> {
    const database = process.env.DATABASE_URL ? await createOwnDatabase('e2e') : null
    const settings = {
      PORT: `${await freePort()}`,
      TOCSIN_DATA_DIR: mkdtempSync(join(tmpdir(), 'tocsin-e2e-')),
      TOCSIN_ALLOWED_ORIGINS: `http://127.0.0.1:${await freePort()}`,
      ...(database ? settingsOn(database) : {}),
    }
    return new RunningPlatform(await launchServer(settings, npmStart), settings, database)
  }

  get url(): string {
    return this.server.url
  }

  /** Where somebody else's page may stand that uses the API with the session's cookie. Nothing listens there by itself. */
  get allowedOrigin(): string {
    return this.settings.TOCSIN_ALLOWED_ORIGINS
  }

  /** All that the server has printed since its last start. */
  get output(): string {
    return this.server.output
  }

  stop(): Promise<number | string> {
    return this.server.stop()
  }

  /** On the same port and folder, so that open pages find it again. */
  async startAgain(): Promise<void> {
    this.server = await launchServer(this.settings, npmStart)
  }

  async end(): Promise<void> {
    await this.stop()
    rmSync(this.settings.TOCSIN_DATA_DIR, { recursive: true, force: true })
    await this.database?.drop()
  }

  /** The administrator, who has chosen a password of their own. */
  async admin(): Promise<Person> {
    this.person ??= await signIn(this.url, 'default', ADMIN, this.password)
    if (this.password === this.generatedPassword) {
      const input = { currentPassword: this.password, newPassword: chosenPassword }
      await ask(
        this.person,
        'mutation Change($input: ChangePasswordInput!) { changePassword(input: $input) { viewer { role } } }',
        { input },
      )
      this.password = chosenPassword
      this.person = await signIn(this.url, 'default', ADMIN, this.password)
    }
    return this.person
  }

  /** Moves an alert on, as somebody else would who works on the same queue. */
  async setStatus(alertId: string, change: Record<string, string>, by?: Person): Promise<void> {
    await ask(
      by ?? (await this.admin()),
      'mutation Set($input: SetAlertStatusInput!) { setAlertStatus(input: $input) { alert { id } } }',
      { input: { alertId, ...change } },
    )
  }

  /** What the server answered: status and, when there was one, its JSON. */
  send(
    sender: Sender,
    payload: Record<string, unknown>,
  ): Promise<{ status: number | string; answer?: { items: { alertId: string }[] } }> {
    return sendWebhook(this.url, sender, JSON.stringify(payload))
  }

  /** Somebody who joins by an invitation, with a role and a password of their own; signed in. */
  async newColleague(name: string, role: string, tenant = 'default'): Promise<Person> {
    const { inviteMember } = await ask(
      { ...(await this.admin()), tenant },
      'mutation Invite($input: InviteMemberInput!) { inviteMember(input: $input) { token } }',
      { input: { email: `${name.toLowerCase()}-${Date.now()}@example.com`, role } },
    )
    const person: Person = { url: this.url, tenant, cookie: '' }
    await ask(
      person,
      'mutation Accept($input: AcceptInvitationInput!) { acceptInvitation(input: $input) { viewer { role } } }',
      { input: { token: inviteMember.token, name, password: chosenPassword } },
    )
    return person
  }

  /** A tenant with a source of its own; the administrator is a member of it. */
  async newTenant(slug: string): Promise<Sender> {
    const admin = await this.admin()
    await ask(admin, 'mutation Tenant($input: CreateTenantInput!) { createTenant(input: $input) { tenant { id } } }', {
      input: { slug, name: `Tenant ${slug}` },
    })
    const { createWebhookSource } = await ask(
      { ...admin, tenant: slug },
      'mutation Source($input: CreateWebhookSourceInput!) { createWebhookSource(input: $input) { secret } }',
      { input: { slug: 'siem', name: 'SIEM' } },
    )
    return { tenant: slug, source: 'siem', secret: createWebhookSource.secret }
  }
}

const npmStart = ['npm', 'start', '--prefix', join(import.meta.dirname, '..')]

type OwnDatabase = Awaited<ReturnType<typeof createOwnDatabase>>

const settingsOn = ({ url }: OwnDatabase) => ({
  DATABASE_URL: url,
  REDIS_URL: process.env.REDIS_URL ?? '',
  TOCSIN_ADMIN_PASSWORD: configuredPassword,
  TOCSIN_SECRET_KEY: 'k'.repeat(32),
})

function printed(output: string, pattern: RegExp): string {
  const [, found] = pattern.exec(output) ?? []
  if (!found) throw new Error(`The server did not print ${pattern}:\n${output}`)
  return found
}

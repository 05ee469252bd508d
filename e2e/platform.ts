import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, sendWebhook, signIn } from '../scripts/client.mjs'
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

/** A server as an operator meets it: `npm start` on an empty folder, and what it printed. */
export class RunningPlatform {
  /** Printed at the very first start. */
  readonly generatedPassword: string
  readonly siem: Sender
  password: string
  private person?: Person

  private constructor(
    private server: Awaited<ReturnType<typeof launchServer>>,
    private readonly settings: { PORT: string; TOCSIN_DATA_DIR: string },
  ) {
    this.generatedPassword = printed(server.output, /^ {2}password {2}(\S+)$/m)
    this.siem = {
      tenant: 'default',
      source: 'siem',
      secret: printed(server.output, /its secret, shown only now:\n\s+(\S+)/),
    }
    this.password = this.generatedPassword
  }

  static async start(): Promise<RunningPlatform> {
    const settings = { PORT: `${await freePort()}`, TOCSIN_DATA_DIR: mkdtempSync(join(tmpdir(), 'tocsin-e2e-')) }
    return new RunningPlatform(await launchServer(settings, npmStart), settings)
  }

  get url(): string {
    return this.server.url
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

  /** What the server answered: status and, when there was one, its JSON. */
  send(
    sender: Sender,
    payload: Record<string, unknown>,
  ): Promise<{ status: number; answer?: { items: { alertId: string }[] } }> {
    return sendWebhook(this.url, sender, JSON.stringify(payload))
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

function printed(output: string, pattern: RegExp): string {
  const [, found] = pattern.exec(output) ?? []
  if (!found) throw new Error(`The server did not print ${pattern}:\n${output}`)
  return found
}

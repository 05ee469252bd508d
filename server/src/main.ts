import 'reflect-metadata'
import { configFromProcess, ConfigError, type Config } from './platform/config'
import { StartRefused } from './platform/database-start'
import { endInOrder } from './platform/endings'
import { FolderInUse } from './platform/folder-lock'
import { keepHeapSmall } from './platform/heap'
import { startServer, type FirstStart } from './server'

async function main(): Promise<void> {
  keepHeapSmall()
  const config = configFromProcess()
  const server = await startServer(config)
  endInOrder(server, process)
  const first = await server.ready.catch(async (error: unknown) => {
    await server.stop() // already asked for by a signal, or in order too: the process ends only when all is closed
    throw error
  })
  process.stdout.write(banner(config, server.url, first))
}

/** What an operator needs once. Straight to stdout: a generated password must never pass through the log. */
function banner(config: Config, url: string, { adminEmail, generatedPassword, webhookSecret }: FirstStart): string {
  if (config.TOCSIN_ROLE === 'worker') return `\nTocsin runs jobs; its health is at ${url}/readyz\n\n`
  const lines = ['', `Tocsin is running at ${config.TOCSIN_PUBLIC_URL ?? url}`]
  if (generatedPassword) {
    lines.push(
      '',
      'Sign in as',
      `  e-mail    ${adminEmail}`,
      `  password  ${generatedPassword}`,
      '  (shown only now; you will be asked to change it)',
    )
  }
  if (webhookSecret) {
    lines.push(
      '',
      `The first source is "siem" in the tenant "${config.TOCSIN_TENANT}"; its secret, shown only now:`,
      `  ${webhookSecret}`,
    )
  }
  return `${lines.join('\n')}\n\n`
}

/** Expected reasons are told in plain words; anything else with its stack. */
function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError || error instanceof StartRefused || error instanceof FolderInUse
  process.stderr.write(`${isExpected ? error.message : String((error as Error).stack ?? error)}\n`)
  process.exit(1)
}

main().catch(fail)

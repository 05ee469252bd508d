import 'reflect-metadata'
import { resolve } from 'node:path'
import { rescoreEverywhere } from './alerts/rescore.everywhere'
import { BundleFault } from './attack/attack.bundle'
import { importAttack } from './attack/attack.import'
import { configFromProcess, ConfigError } from './platform/config'
import type { Database } from './platform/database'
import { openDatabase, prepareDatabase, StartRefused } from './platform/database-start'
import { FolderInUse } from './platform/folder-lock'
import { createLogger } from './platform/logger'

/** What an operator reads instead of a stack. */
class Usage extends Error {}

const usage = `Usage: npm run tocsin -- attack import FILE
       npm run tocsin -- alerts rescore

  attack import FILE   Takes the names of techniques from MITRE ATT&CK's own bundle (enterprise-attack.json, STIX 2.1),
                       in place of those that were imported before.
  alerts rescore       Queues, for every tenant, the scoring of its stored alerts. Those from before there were rules,
                       observables and facts get them. Done by the server's workers.
`

/** @param args of the command line, behind the folder that paths in it are relative to. */
async function main([folder = '.', ...args]: string[]): Promise<void> {
  const [subject, verb, file, ...rest] = args
  if (args[0] === '--help' || args[0] === 'help') return void process.stdout.write(usage)
  if (subject === 'alerts' && verb === 'rescore' && file === undefined) return withDatabase(alertsRescore)
  if (subject !== 'attack' || verb !== 'import' || file === undefined || rest.length > 0) throw new Usage(usage)
  await withDatabase((database) => attackImport(database, resolve(folder, file)))
}

async function attackImport(database: Database, path: string): Promise<void> {
  const done = await importAttack(database, path).catch((error: unknown) => {
    throw error instanceof BundleFault ? new BundleFault(`${path} ${error.message}\n`) : error
  })
  const name = done.version === null ? 'ATT&CK' : `ATT&CK ${done.version}`
  process.stdout.write(
    `Imported ${name}: ${done.techniques} techniques and ${done.subTechniques} sub-techniques, ` +
      `${done.revoked} revoked ids with what they became, ${done.deprecated} deprecated ones.\n`,
  )
}

async function alertsRescore(database: Database): Promise<void> {
  const queued = await rescoreEverywhere(database)
  process.stdout.write(`Queued for ${queued} ${queued === 1 ? 'tenant' : 'tenants'}: see the page Jobs of each.\n`)
}

/** The database that the server would use, brought up to date as the server does. @throws StartRefused, FolderInUse */
async function withDatabase(work: (database: Database) => Promise<void>): Promise<void> {
  const config = configFromProcess()
  const log = createLogger('fatal')
  const opened = await openDatabase(config, log)
  try {
    await prepareDatabase(opened.database, config, log)
    await work(opened.database)
  } finally {
    await opened.close()
  }
}

/** Expected reasons are told in plain words; anything else with its stack. */
function fail(error: unknown): never {
  const isExpected = [ConfigError, StartRefused, BundleFault, Usage].some((kind) => error instanceof kind)
  if (error instanceof FolderInUse)
    process.stderr.write(`${error.message}: stop it first, the embedded database serves one process.\n`)
  else
    process.stderr.write(
      `${isExpected ? (error as Error).message.trimEnd() : String((error as Error).stack ?? error)}\n`,
    )
  process.exit(1)
}

main(process.argv.slice(2)).catch(fail)

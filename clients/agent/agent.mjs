#!/usr/bin/env node
// @ts-check
import { parseArgs } from 'node:util'
import { Agent } from './client.mjs'
import { ConfigError, loadConfig } from './config.mjs'
import { sendLines } from './send.mjs'
import { SpoolError } from './spool.mjs'
import { localGoTime } from './time.mjs'

const usage = `Usage:
  agent.mjs [--config FILE]              ships the spool and sends heartbeats until SIGTERM
  agent.mjs [--config FILE] send FILE|-  puts signals, one JSON object a line, into the spool; prints the signal_id of
                                         each as soon as it is safe
Exit: 0 done, 1 some lines were no signals, 2 wrong use or configuration, 3 the spool is full.`

/** @type {import('./shipper.mjs').Log} */
const log = (level, message, fields) =>
  console.error(JSON.stringify({ time: localGoTime(), level, message, ...fields }))

/** @param {import('./client.mjs').AgentOptions} options */
async function run(options) {
  const agent = await Agent.open({ ...options, log })
  const asked = new Promise((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT']) process.once(name, () => resolve(name))
  })
  agent.start()
  log('info', 'started', { hostId: agent.hostId, waiting: agent.spool.count, heartbeats: agent.heartbeat !== null })
  log('info', `stopping: ${await asked}`)
  await agent.stop(options.timeLimitMs)
  log('info', 'stopped', { delivered: agent.shipper.delivered, waiting: agent.spool.count })
  return 0
}

/**
 * @param {import('./client.mjs').AgentOptions} options
 * @param {string} file
 */
async function send(options, file) {
  const refused = await sendLines(options, file, {
    kept: (id) => process.stdout.write(`${id}\n`),
    refused: (line, reason) => log('error', 'not a signal', { line, reason }),
  })
  return refused > 0 ? 1 : 0
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { config: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  })
  if (values.help) return (console.log(usage), 0)
  const [command, file, ...more] = positionals
  if (more.length > 0 || (command !== undefined && (command !== 'send' || file === undefined)))
    return (console.error(usage), 2)
  const options = loadConfig(values.config, process.env)
  return file === undefined ? run(options) : send(options, file)
}

/** @param {unknown} error */
function exitCodeFor(error) {
  if (error instanceof ConfigError) console.error(error.message)
  else log('error', error instanceof Error ? error.message : String(error))
  if (error instanceof SpoolError) return 3
  const isWrongUse = error instanceof ConfigError || error instanceof TypeError
  return isWrongUse ? 2 : 1
}

process.exitCode = await main().catch(exitCodeFor)

import pino from 'pino'
import { startServer } from '../src/server'
import { openTestDatabase, testConfig } from './harness'
import { TestNode } from './test-node'

/** What the log says, at its most talkative, of everything that goes on between start and stop. */
export async function aTalkativeNode(): Promise<{ node: TestNode; lines: string[] }> {
  const lines: string[] = []
  const server = await startServer(testConfig({ LOG_LEVEL: 'trace' }), (config, log) => {
    Object.assign(log, { [pino.symbols.streamSym]: { write: (line: string) => lines.push(line) } })
    return openTestDatabase(config, log)
  })
  await server.ready
  return { node: new TestNode(server), lines }
}

import type { Log } from './logger'

/** The server, as far as its process is concerned. */
interface Stoppable {
  platform: { log: Log }
  /** One and the same stop, however often it is asked for. */
  stop: () => Promise<void>
}

/** Longest that a stop after a fault may take, in milliseconds: more than requests in flight and jobs are given. */
const longestStopMs = 30_000

/**
 * Ends the process in order: with 0 on SIGINT and SIGTERM; with 1 after a fault that nobody caught, because it may have left anything half
 * done. What is in flight is answered first: it is somebody else's.
 */
export function endInOrder({ platform: { log }, stop }: Stoppable, process: NodeJS.Process): void {
  const end = async () => {
    try {
      await stop()
      process.exit()
    } catch (error) {
      log.fatal({ err: error }, 'the stop failed')
      process.exit(1)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'stopping')
      void end()
    })
  }
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (error: unknown) => {
      log.fatal({ err: error, event }, 'a fault that nobody caught: stopping')
      process.exitCode = 1
      setTimeout(() => process.exit(), longestStopMs).unref()
      void end()
    })
  }
}

import { EventEmitter, once } from 'node:events'
import { endInOrder } from './endings'
import { createLogger } from './logger'

/** Stands in for the process, which a test must not end. `exited` tells with which code. */
class ProcessToEnd extends EventEmitter {
  exitCode?: number
  exit(code = this.exitCode ?? 0): void {
    this.emit('exited', code)
  }
}

function aServer(work: () => Promise<void> = () => Promise.resolve()) {
  const ending = new ProcessToEnd()
  const done: string[] = []
  const stop = async () => {
    done.push('stop')
    await work()
  }
  const log = createLogger('silent')
  log.fatal = (...[facts]: unknown[]) => void done.push(`fatal ${(facts as { err: Error }).err.message}`)
  endInOrder({ platform: { log }, stop }, ending as unknown as NodeJS.Process)
  return { ending, done, exited: once(ending, 'exited') }
}

it.each(['SIGTERM', 'SIGINT'])('ends with 0 on %s, once all is stopped', async (signal) => {
  const { ending, done, exited } = aServer()
  ending.emit(signal)
  expect(await exited).toEqual([0])
  expect(done).toEqual(['stop'])
})

it.each(['unhandledRejection', 'uncaughtException'])('ends with 1 after an %s, told and stopped', async (event) => {
  const { ending, done, exited } = aServer()
  ending.emit(event, new Error('unforeseen'))
  expect(await exited).toEqual([1])
  expect(done).toEqual(['fatal unforeseen', 'stop'])
})

it('ends with 1 when a fault comes in the middle of a stop, or the stop fails', async () => {
  let finish = () => {}
  const stopping = aServer(() => new Promise((resolve) => (finish = resolve)))
  stopping.ending.emit('SIGTERM')
  stopping.ending.emit('unhandledRejection', new Error('unforeseen'))
  finish()
  expect(await stopping.exited).toEqual([1])
  const failing = aServer(() => Promise.reject(new Error('the database')))
  failing.ending.emit('SIGTERM')
  expect(await failing.exited).toEqual([1])
})

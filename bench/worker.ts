import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Fault } from '../scripts/project.mjs'

/** A load generator or a floor in its own process, so that its processor time and memory are not the server's. */
export class WorkerProcess {
  private constructor(private readonly child: ChildProcess) {}

  /** @param file name of a script in this folder. */
  static start(file: string): WorkerProcess {
    const child = fork(join(__dirname, file), [], { execArgv: ['--import', 'tsx'], serialization: 'advanced' })
    const clean = () => child.kill('SIGKILL')
    process.once('exit', clean)
    child.once('exit', () => process.off('exit', clean))
    return new WorkerProcess(child)
  }

  get pid(): number {
    return this.child.pid ?? 0
  }

  /** Sends a task and gives the answer. @throws Fault with the worker's words when it fails, or when it ends. */
  async ask<Answer>(task: object): Promise<Answer> {
    const ended = once(this.child, 'exit').then(() => {
      throw new Fault('A process of the bench ended before its work')
    })
    const answered = once(this.child, 'message')
    this.child.send(task)
    const [message] = (await Promise.race([answered, ended])) as [Answer | { failed: string }]
    if (typeof message === 'object' && message !== null && 'failed' in message) throw new Fault(message.failed)
    return message
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const ended = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    await ended
  }
}

/** The other end: answers each task that the parent sends. */
export function answerTasks<Task>(work: (task: Task) => Promise<object>): void {
  process.on('message', (task: Task) => {
    work(task).then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ failed: String((error as Error).stack ?? error) }),
    )
  })
  process.once('disconnect', () => process.exit(0))
}

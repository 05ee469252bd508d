import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json: every script works from any current folder. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')

export const inProject = (...parts) => resolve(root, ...parts)

/** A fault that its message explains fully: shown without a stack. */
export class Fault extends Error {}

/** What makes Node run TypeScript. Not tsx's own command, which kills what does not answer a signal within 30 ms. */
export const typescript = () => ['--import', import.meta.resolve('tsx')]

/** The script that an installed package offers under `name`, looked for in the workspace first, then at the root. */
export function binary(name, workspace = '.') {
  const found = [inProject(workspace, 'node_modules/.bin', name), inProject('node_modules/.bin', name)].find(existsSync)
  if (!found) throw new Fault(`${name} is not installed: remove node_modules and run the command again`)
  return found
}

/** Every child still running, so that a signal to a script reaches all it has started. */
const running = new Set()

/**
 * Starts `command` in the project's root, or in `options.cwd`.
 * @returns the child, and a promise of its exit code (128 + n after signal n, as shells have it) and captured output.
 */
export function start(command, args, options = {}) {
  const { capture = false, ...rest } = options
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', ...Array(2).fill(capture ? 'pipe' : 'inherit')],
    ...rest,
  })
  const output = capture ? gather(child) : []
  running.add(child)
  const done = new Promise((settle, refuse) => {
    child.on('error', refuse)
    child.on('close', (code, signal) => {
      running.delete(child)
      settle({ code: code ?? 128 + (signalNumbers[signal] ?? 0), output: output.join('') })
    })
  })
  return { child, done }
}

const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGKILL: 9, SIGTERM: 15 }

function gather(child) {
  const chunks = []
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk) => chunks.push(chunk))
  return chunks
}

/** Runs to the end and gives the exit code and, with `capture`, what was printed. */
export const run = (command, args, options) => start(command, args, options).done

/** Runs a Node script with the very Node that runs this one: PATH may name another. */
export const runNode = (args, options) => run(process.execPath, args, options)

/** Runs to the end. @throws Fault that says which step failed. */
export async function must(what, command, args, options) {
  const { code, output } = await run(command, args, options)
  if (code !== 0) throw new Fault(`${what} failed (exit code ${code})${output ? `:\n${output.trimEnd()}` : ''}`)
  return output
}

/** Passes SIGINT, SIGTERM and SIGHUP on to what was started, so that nothing is left behind. */
export function forwardSignals() {
  stopWithNpm()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (running.size === 0) process.exit(128 + signalNumbers[signal])
      for (const child of running) child.kill(signal)
    })
  }
}

/**
 * Whoever stops the npm of `npm start` (or `test`, or `dev`) means this script, but the shell that npm puts between
 * them dies of the signal without passing it on. A new parent gives that away.
 */
function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  timer.unref()
}

/** Runs a script's body: its number becomes the exit code, a Fault is told plainly, anything else with its stack. */
export async function main(body) {
  try {
    refuseOldNode()
    process.exitCode = (await body(process.argv.slice(2))) ?? 0
  } catch (error) {
    console.error(error instanceof Fault ? `\n${error.message}` : error)
    process.exitCode = 1
  }
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new Fault(`Tocsin needs Node 20.19 or newer; this is ${process.version}`)
}

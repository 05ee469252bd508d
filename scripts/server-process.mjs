import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { Fault, inProject } from './project.mjs'

const START_MS = 120_000

/** A port that nobody listens on now. */
export function freePort() {
  return new Promise((settle, refuse) => {
    const probe = createServer().once('error', refuse)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => settle(port))
    })
  })
}

/**
 * Starts the platform as `npm start` does and waits until it says that it runs.
 * @param settings environment of the server; nothing of the caller's own .env or environment reaches it.
 * @returns its address, what it printed so far, and ways to end it.
 */
export async function launchServer(settings, command = [process.execPath, inProject('scripts/start.mjs')]) {
  // Its own group: `npm start` is npm, a shell and Node, and a signal must reach them all.
  const child = spawn(command[0], command.slice(1), {
    env: { ...process.env, ...noSettings(), ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const ended = exitOf(child)
  const end = (signal) => {
    signalGroup(child, signal)
    return ended
  }
  const server = {
    child,
    output: '',
    url: '',
    ended,
    stop: () => end('SIGTERM'),
    /** As a power cut is to the process: no handler runs. */
    kill: () => end('SIGKILL'),
  }
  const clean = () => signalGroup(child, 'SIGKILL')
  process.once('exit', clean)
  void ended.then(() => process.off('exit', clean))
  server.url = await addressOf(server)
  return server
}

/** Every variable that the server reads, empty: an empty one counts as absent, and .env does not fill it. */
function noSettings() {
  const names = [...readFileSync(inProject('.env.example'), 'utf8').matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(
    ([, name]) => name,
  )
  return Object.fromEntries(names.flatMap((name) => [name, `${name}_FILE`]).map((name) => [name, '']))
}

/** @returns {Promise<number | string>} exit code, or the signal that ended it */
const exitOf = (child) => new Promise((settle) => child.once('close', (code, signal) => settle(code ?? signal)))

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function addressOf(server) {
  return new Promise((settle, refuse) => {
    const timer = setTimeout(
      () => refuse(new Fault(`The server did not start within ${START_MS / 1000} s:\n${server.output}`)),
      START_MS,
    )
    const take = (chunk) => {
      server.output += chunk
      const [, url] = /Tocsin is running at (\S+)/.exec(server.output) ?? []
      if (!url) return
      clearTimeout(timer)
      settle(url)
    }
    for (const stream of [server.child.stdout, server.child.stderr]) stream.setEncoding('utf8').on('data', take)
    void server.ended.then((code) => {
      clearTimeout(timer)
      refuse(new Fault(`The server ended with ${code}:\n${server.output}`))
    })
  })
}

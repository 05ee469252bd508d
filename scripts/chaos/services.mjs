import { execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, statfsSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { connect } from 'node:net'
import { join } from 'node:path'
import { Fault } from '../project.mjs'
import { freePort } from '../server-process.mjs'
import { pause } from './stage.mjs'

const { Client } = createRequire(import.meta.url)('pg')

/** What a scenario needs and this machine lacks: it is left out, loudly. */
export class Lacking extends Error {}

/** A child that can be taken away and brought back. */
class Service {
  constructor(what, command, args, options, isReady) {
    Object.assign(this, { what, command, args, options, isReady, said: '' })
  }

  async start() {
    const child = spawn(this.command, this.args, { stdio: ['ignore', 'pipe', 'pipe'], ...this.options })
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (chunk) => (this.said = (this.said + chunk).slice(-4_000)))
    const clean = () => child.kill('SIGKILL')
    process.once('exit', clean)
    this.ended = new Promise((settle) =>
      child.once('close', () => {
        process.off('exit', clean)
        settle()
      }),
    )
    this.child = child
    await this.ready()
  }

  async ready() {
    const deadline = performance.now() + 60_000
    while (!(await this.isReady().catch(() => false))) {
      if (this.child.exitCode !== null || performance.now() > deadline)
        throw new Fault(`${this.what} did not start:\n${this.said}`)
      await pause(100)
    }
  }

  async stop(signal) {
    this.child.kill(signal)
    await this.ended
  }
}

/** As a file system that has only so much room. @throws Lacking where nothing may be mounted */
export function mountSmallDisk(folder, megabytes) {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=711`, 'tocsin-chaos', folder], {
      stdio: 'pipe',
    })
  } catch {
    throw new Lacking('a small disk cannot be mounted here (it takes root, and a container that may mount)')
  }
  const unmount = () => {
    process.off('exit', unmount)
    execFileSync('umount', ['--lazy', folder], { stdio: 'pipe' })
  }
  process.once('exit', unmount)
  return unmount
}

/** Takes up a disk but for so much. @returns the file that does */
export function fillDisk(folder, leave) {
  const { bavail, bsize } = statfsSync(folder)
  const ballast = join(folder, 'ballast')
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave), 1))
  return ballast
}

/**
 * A Postgres cluster of its own on a free port, from Debian's binaries. Never the machine's.
 * @returns {Promise<{ url: string, server: Service, stop: () => Promise<void> }>} url of an ordinary owner's empty database
 */
export async function startPostgres(folder) {
  const bin = postgresBinaries()
  const who = { uid: idOf('-u'), gid: idOf('-g') }
  const data = join(folder, 'pg')
  mkdirSync(data, { recursive: true })
  if (who.uid !== undefined) chownSync(data, who.uid, who.gid)
  execFileSync(join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C'], {
    ...who,
    cwd: data,
    stdio: 'pipe',
  })
  const port = await freePort()
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: data,
    max_wal_size: '64MB',
    min_wal_size: '32MB',
  }
  const args = ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const server = new Service('Postgres', join(bin, 'postgres'), args, { ...who, cwd: data }, () => asAdmin(url, []))
  await server.start()
  await asAdmin(url, [
    "CREATE ROLE chaos LOGIN CREATEROLE NOSUPERUSER NOBYPASSRLS PASSWORD 'chaos'",
    'CREATE DATABASE chaos OWNER chaos',
  ])
  return { url: `postgres://chaos:chaos@127.0.0.1:${port}/chaos`, server, stop: () => server.stop('SIGQUIT') }
}

function postgresBinaries() {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  const bin = versions.map((version) => join(root, version, 'bin')).find((path) => existsSync(join(path, 'initdb')))
  if (!bin) throw new Lacking(`Postgres is not installed here (no ${root}/*/bin/initdb): apt-get install postgresql`)
  return bin
}

/** Postgres refuses to run as root: then it runs as the user that Debian made for it. */
function idOf(flag) {
  if (process.getuid() !== 0) return undefined
  try {
    return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }))
  } catch {
    throw new Lacking('there is no user postgres to run a cluster as')
  }
}

async function asAdmin(url, statements) {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  client.on('error', () => undefined)
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
  return true
}

/** A Redis of its own on a free port, that keeps nothing. */
export async function startRedis(folder) {
  const command = ['/usr/bin/redis-server', '/usr/local/bin/redis-server'].find(existsSync)
  if (!command) throw new Lacking('Redis is not installed here: apt-get install redis-server')
  const port = await freePort()
  const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--dir', folder]
  const server = new Service('Redis', command, args, {}, () => answers(port))
  await server.start()
  return { url: `redis://127.0.0.1:${port}/0`, server, stop: () => server.stop('SIGTERM') }
}

const answers = (port) =>
  new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    socket.once('data', () => settle(true) ?? socket.destroy())
    socket.once('error', () => settle(false))
  })

import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { root } from '../scripts/project.mjs'
import type { Store } from './store'

/** What a figure means nothing without. Neither the machine's name nor a path. */
export function machineFacts(store: Store | null) {
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    os: `${distribution() ?? type()}, kernel ${release()}`,
    node: process.version,
    database: store?.version ?? null,
    redis: store?.engine === 'postgres' && Boolean(process.env.REDIS_URL),
    commit: commit(),
    date: new Date().toISOString(),
    /** Of the minute before: above 0.5 or so, somebody else was at work too. */
    loadBefore: Math.round((loadavg()[0] ?? 0) * 100) / 100,
  }
}

function distribution(): string | null {
  try {
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? null
  } catch {
    return null
  }
}

/** Null outside a git checkout; with a mark when the code measured is not quite that of the commit. */
function commit(): string | null {
  const git = (...args: string[]) =>
    execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  try {
    const isChanged = git('status', '--porcelain', '--', 'server', 'migrations') !== ''
    return `${git('rev-parse', '--short=12', 'HEAD')}${isChanged ? ' with changes' : ''}`
  } catch {
    return null
  }
}

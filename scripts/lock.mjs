import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { Fault, inProject } from './project.mjs'

const path = inProject('.build-lock')
const BEAT_MS = 1_000
const SILENT_MS = 15_000

/**
 * Runs `work` while no other install or build runs in this folder: two `npm start` at once take turns.
 * The holder touches the file every second; a lock whose holder has died or fell silent is taken over.
 */
export async function withBuildLock(work) {
  await acquire()
  const beat = setInterval(touch, BEAT_MS)
  const release = () => rmSync(path, { force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    clearInterval(beat)
    process.off('exit', release)
    release()
  }
}

async function acquire() {
  let told = false
  let seen = { token: '', beat: 0, since: performance.now() }
  while (!claim()) {
    const now = look()
    if (!now) continue
    if (now.token !== seen.token || now.beat !== seen.beat) seen = { ...now, since: performance.now() }
    if (!isAlive(now.token) || performance.now() - seen.since > SILENT_MS) takeAway(now.token)
    else if (!told) told = tellOfWaiting()
    await sleep(250)
  }
}

/** Linking a finished file is atomic: the lock never exists without its holder's name in it. */
function claim() {
  const mine = `${path}.${process.pid}`
  try {
    writeFileSync(mine, `${process.pid}`)
    linkSync(mine, path)
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw new Fault(`Cannot write to ${inProject()}: ${error.message}`)
  } finally {
    rmSync(mine, { force: true })
  }
}

function look() {
  try {
    return { token: readFileSync(path, 'utf8'), beat: statSync(path).mtimeMs }
  } catch {
    return undefined // released between two looks
  }
}

/** Renames before removing: if another process was quicker and holds it by now, it is put back. */
function takeAway(token) {
  const aside = `${path}.${process.pid}.stale`
  try {
    renameSync(path, aside)
    if (readFileSync(aside, 'utf8') !== token) linkSync(aside, path)
  } catch {
    // Someone else took it away first: the next claim decides.
  } finally {
    rmSync(aside, { force: true })
  }
}

function isAlive(pid) {
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function touch() {
  try {
    const now = new Date()
    utimesSync(path, now, now)
  } catch {
    // Taken over after a long sleep of the machine: nothing to keep alive any more.
  }
}

function tellOfWaiting() {
  console.log('Another install or build runs in this folder: waiting for it …')
  return true
}

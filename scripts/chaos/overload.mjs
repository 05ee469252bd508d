import { readFileSync } from 'node:fs'
import { Fault } from '../project.mjs'
import { withStage } from './restarts.mjs'
import { Lacking, startPostgres } from './services.mjs'
import { inFolder, pause } from './stage.mjs'

const FLOOD_MS = 8_000
const SENDERS = 250
/** Items of one delivery: ten of them fill the server's queue. */
const ITEMS = 800
const MOST_MIB = { postgres: 350, embedded: 1_024 }

/** Far more arrives than can be stored: 429 with Retry-After, memory in bounds, and afterwards a delivery is taken at once. */
export const overload = ({ settings, options }) =>
  inFolder(async (folder) => {
    const postgres = settings.DATABASE_URL ? null : await startPostgres(folder).catch(unlessLacking)
    const url = settings.DATABASE_URL || postgres?.url || ''
    try {
      return await withStage({ ...settings, DATABASE_URL: url }, (stage) =>
        flood(stage, options, url ? 'postgres' : 'embedded'),
      )
    } finally {
      await postgres?.stop()
    }
  })

function unlessLacking(error) {
  if (!(error instanceof Lacking)) throw error
  return null // then on the embedded database
}

async function flood(stage, { clients }, engine) {
  const deliveries = stage.deliveries('flood', { single: 1, array: ITEMS })
  const memory = watchMemory(stage.server.child.pid)
  const until = performance.now() + FLOOD_MS
  let isToldWhen = true
  const sender = async () => {
    while (performance.now() < until) {
      const { status, headers } = await stage.send(deliveries.next('array'))
      if (status !== 202) stage.unanswered.pop() // a flood is not sent again
      if (status === 429) isToldWhen &&= Number(headers.get('retry-after')) >= 1
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, sender))
  const refused = stage.answers.get(429) ?? 0
  const { status } = await stage.send(deliveries.next('single'))
  if (status !== 202) throw new Fault(`After the flood a single delivery was answered ${status}`)
  await pause(500)
  const peak = memory()
  if (refused === 0 || !isToldWhen)
    throw new Fault(`A full queue did not answer 429 with Retry-After: ${stage.tellAnswers()}`)
  await stage.sendAgain(clients)
  const { events, alerts } = await stage.verify('after the flood', deliveries)
  const most = MOST_MIB[engine]
  if (peak !== null && peak > most)
    throw new Fault(`The server took ${peak} MiB, at most ${most} are allowed: ${stage.tellAnswers()}`)
  return (
    `${SENDERS} senders with ${ITEMS} items each, on ${engine}: ${stage.tellAnswers()}, each 429 with Retry-After; at most ${peak ?? '?'} MiB ` +
    `(allowed: ${most}); the next single delivery was taken; ${events} items on ${alerts} alerts, none lost or doubled`
  )
}

/** @returns a function that ends it and gives the peak of resident memory in MiB; null where /proc is absent */
function watchMemory(pid) {
  let peak = null
  const look = () => {
    try {
      const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))
      peak = Math.max(peak ?? 0, Math.round(Number(kilobytes) / 1_024))
    } catch {
      // no Linux
    }
  }
  const timer = setInterval(look, 100)
  return () => {
    clearInterval(timer)
    look()
    return peak
  }
}

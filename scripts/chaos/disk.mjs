import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../project.mjs'
import { withStage } from './restarts.mjs'
import { fillDisk, mountSmallDisk, startPostgres } from './services.mjs'
import { inFolder, pause, underLoad } from './stage.mjs'

const MEBIBYTE = 1_048_576
const FULL_WITHIN_MS = 60_000

/** Postgres' disk fills up under load and has room again a little later: refusals meanwhile, and no more than that. */
export const fillPostgres = ({ settings, options }) =>
  inFolder(async (folder) => {
    const disk = join(folder, 'disk')
    const unmount = mountSmallDisk(disk, 400)
    let postgres
    try {
      postgres = await startPostgres(disk)
      const play = (stage, isOver) => fillAndFree(stage, isOver, disk)
      return await withStage({ ...settings, DATABASE_URL: postgres.url }, (stage) =>
        underLoad(stage, { clients: options.clients, word: 'disk' }, play),
      )
    } finally {
      await postgres?.stop()
      unmount()
    }
  })

/** The same for the embedded database, whose process may die of it: then it is started again. */
export const fillEmbedded = ({ settings, options }) =>
  inFolder(async (folder) => {
    const disk = join(folder, 'disk')
    const unmount = mountSmallDisk(disk, 600)
    try {
      const play = (stage, isOver) => fillAndFree(stage, isOver, disk)
      return await withStage({ ...settings, DATABASE_URL: '', TOCSIN_DATA_DIR: join(disk, 'data') }, (stage) =>
        underLoad(stage, { clients: options.clients, word: 'disk' }, play),
      )
    } finally {
      unmount()
    }
  })

async function fillAndFree(stage, isOver, disk) {
  await pause(1_000)
  const ballast = fillDisk(disk, 2 * MEBIBYTE)
  const began = performance.now()
  while (refusedBy(stage) === 0) {
    if (isOver() || performance.now() - began > FULL_WITHIN_MS)
      throw new Fault(`The full disk was not felt: ${stage.tellAnswers()}`)
    await pause(100)
  }
  await pause(2_000)
  rmSync(ballast)
  const survived = await Promise.race([stage.server.ended.then(() => false), pause(3_000).then(() => true)])
  if (!survived) await stage.launch()
  return `filled until deliveries were refused, and freed${survived ? '' : '; the server died of it and was started again'}`
}

const refusedBy = ({ answers }) => (answers.get(503) ?? 0) + (answers.get(0) ?? 0)

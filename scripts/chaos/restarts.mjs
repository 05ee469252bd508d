import { Fault } from '../project.mjs'
import { startPostgres, startRedis } from './services.mjs'
import { inFolder, pause, Stage, underLoad } from './stage.mjs'

/** Postgres is stopped in order, stays away for a second, and comes back; then it crashes. The server is told nothing of it. */
export const restartPostgres = ({ settings, options }) =>
  inFolder(async (folder) => {
    const postgres = await startPostgres(folder)
    try {
      return await withStage({ ...settings, DATABASE_URL: postgres.url }, (stage) =>
        underLoad(stage, { clients: options.clients, word: 'pg' }, async () => {
          for (const signal of ['SIGINT', 'SIGQUIT']) {
            await pause(1_500)
            await postgres.server.stop(signal)
            await pause(1_000)
            await postgres.server.start()
          }
          await pause(2_000)
          return 'stopped once in order and once at once, away for a second each time'
        }),
      )
    } finally {
      await postgres.stop()
    }
  })

/** Redis carries news that may be lost: no delivery may be refused for its sake. */
export const restartRedis = ({ settings, options }) =>
  inFolder(async (folder) => {
    const redis = await startRedis(folder)
    try {
      return await withStage({ ...settings, REDIS_URL: redis.url }, async (stage) => {
        const told = await underLoad(stage, { clients: options.clients, word: 'redis' }, async () => {
          for (let time = 0; time < 2; time++) {
            await pause(1_500)
            await redis.server.stop('SIGKILL')
            await pause(1_000)
            await redis.server.start()
          }
          await pause(1_500)
          return 'killed twice, away for a second each time'
        })
        if (stage.answers.size > 1)
          throw new Fault(`A delivery was refused because Redis was away: ${stage.tellAnswers()}`)
        return told
      })
    } finally {
      await redis.stop()
    }
  })

/** @param command as {@link Stage.open} takes it */
export async function withStage(settings, work, command) {
  const stage = await Stage.open(settings, command)
  try {
    return await work(stage)
  } finally {
    await stage.close()
  }
}

import type { Config } from './config'
import type { Platform } from './context'
import { SecretBox } from './crypto'
import type { OpenedDatabase } from './database-start'
import { newId } from './ids'
import { announceJobs } from './job.events'
import type { Log } from './logger'
import { openNewsChannel } from './pubsub'
import { Telemetry } from './telemetry'

/** What a server has, before any of its doors is open. */
export function createPlatform(config: Config, log: Log, { database, secretKey }: OpenedDatabase): Platform {
  const nodeId = newId()
  const telemetry = new Telemetry()
  const news = openNewsChannel({ redisUrl: config.REDIS_URL, deploymentKey: secretKey, nodeId, log, telemetry })
  const platform = { config, log, database, news, telemetry, secrets: new SecretBox(secretKey), nodeId, fetch }
  database.onEnqueued((job) => announceJobs(platform, [job]))
  return platform
}

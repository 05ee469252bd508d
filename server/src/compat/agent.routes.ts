import { json, Router, type Request } from 'express'
import { byAgent } from '../ingest/entrance'
import { receive } from '../ingest/ingest.route'
import type { Platform } from '../platform/context'
import { badInput } from '../platform/errors'
import { wantsPage, withKey } from './door'
import { latestHeartbeats, takeHeartbeat } from './heartbeats'
import { limitIn, textIn, timeIn } from './query'
import { listSignals, type SignalQuery } from './signal.list'
import { signalStats } from './signal.stats'
import { setSignalStatus } from './signal.status'
import { isSignalStatus, severityOfWord, signalStatuses, type SignalStatus } from './signal.words'

/**
 * Where Santamon's agents send, and what the clients of its own backend ask for, in its shapes. The same at the root and under /api/v1. To be
 * mounted before any body parser.
 */
export function agentClientRoutes(platform: Platform): Router {
  const router = Router()
  router.post('/ingest', (request, response) => receive(platform, request, response, byAgent(request)))
  router.get('/signals', async (request, response, next) => {
    if (wantsPage(request)) return next()
    const ctx = await withKey(platform, request, response, 'alert:read')
    const query = queryIn(request)
    const signals = query ? await listSignals(ctx, query) : []
    response.json({ count: signals.length, signals })
  })
  router.patch('/signals/:id/status', json({ limit: 16_384 }), async (request: Request<{ id: string }>, response) => {
    const ctx = await withKey(platform, request, response, 'alert:triage')
    const { id } = request.params
    response.json({ signal_id: id, status: await setSignalStatus(ctx, id, statusIn(request.body)) })
  })
  router.post('/agents/heartbeat', json({ limit: 16_384 }), async (request, response) => {
    const ctx = await withKey(platform, request, response, 'agent:write')
    response.json({ status: 'ok', agent_id: await takeHeartbeat(ctx, request.body) })
  })
  router.get('/agents', async (request, response, next) => {
    if (wantsPage(request)) return next()
    const ctx = await withKey(platform, request, response, 'agent:read')
    const since = timeIn(request, 'since') ?? new Date(Date.now() - tenMinutesMs)
    const heartbeats = await latestHeartbeats(ctx, since, limitIn(request, 200, 2_000))
    response.json({ count: heartbeats.length, heartbeats })
  })
  router.get('/stats', async (request, response, next) => {
    if (wantsPage(request)) return next()
    response.json(await signalStats(await withKey(platform, request, response, 'alert:read')))
  })
  return router
}

const tenMinutesMs = 600_000

/** Null when nothing can match. @throws BAD_USER_INPUT */
function queryIn(request: Request): SignalQuery | null {
  const status = textIn(request, 'status') ?? 'open'
  if (status !== 'all' && !isSignalStatus(status)) throw badInput('status', `must be ${allowed} or all`)
  const word = textIn(request, 'severity')
  const severity = word === null ? null : severityOfWord(word)
  if (word !== null && severity === null) return null
  return {
    ...{ status: status === 'all' ? null : status, severity },
    ...{ hostId: textIn(request, 'host_id'), search: textIn(request, 'search')?.trim() || null },
    ...{ since: timeIn(request, 'since'), limit: limitIn(request, 100, 1_000) },
  }
}

const allowed = signalStatuses.join(', ')

function statusIn(body: unknown): SignalStatus {
  const { status } = (body ?? {}) as { status?: unknown }
  if (!isSignalStatus(status)) throw badInput('status', `must be one of ${allowed}`)
  return status
}

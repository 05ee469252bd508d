import type { Request, Response } from 'express'
import type { Platform } from '../platform/context'
import { AppError, httpStatusOf } from '../platform/errors'
import { requestIdOf, sendProblem } from '../platform/http'
import { endUnreadBody } from './body'
import type { Progress } from './progress'
import type { RefusalLog } from './refusals'

/** One answer, whatever of tenant, source and proof is wrong. */
export const unproven = () =>
  new AppError('UNAUTHENTICATED', 'Unknown tenant or source, or the signature or token does not match')

/** For whom the source belongs to; a stranger is told less. */
export const sourceIsDisabled = () => new AppError('CONFLICT', 'The source is disabled: enable it first')

/** Tells the sender, the log and, when the tenant is known, its admin. */
export function refuse(
  platform: Platform,
  refusals: RefusalLog,
  { request, response, progress }: { request: Request; response: Response; progress: Progress },
  error: unknown,
): AppError {
  const plain = error instanceof AppError ? error : new AppError('INTERNAL', 'Internal error', {}, { cause: error })
  const refusal = tellingParts(plain, progress)
  endUnreadBody(request, response)
  sendProblem(response, refusal)
  log(platform, requestIdOf(response), progress, plain)
  keep(refusals, progress, plain)
  return refusal
}

/** A body of which parts are stored: nothing is undone, and the sender learns what is there. */
function tellingParts(refusal: AppError, { sum }: Progress): AppError {
  const taken = sum?.answer()
  if (!sum || !taken) return refusal
  const { accepted, duplicates } = taken
  const details = { ...refusal.extensions, accepted, duplicates, parts: sum.parts }
  const message = `${refusal.message}. The parts named here are stored: sent again, they count as duplicates`
  return new AppError(refusal.code, message, details, { cause: refusal.cause })
}

function log(platform: Platform, requestId: string, { found, size, reason }: Progress, refusal: AppError): void {
  const { code, message, cause: err } = refusal
  const facts = { requestId, source: found?.source?.id, size, code, reason: reason ?? message, err }
  if (code === 'INTERNAL') platform.log.error(facts, 'delivery failed')
  else platform.log[code === 'UNAVAILABLE' ? 'warn' : 'info'](facts, 'delivery refused') // whose fault it is
}

function keep(refusals: RefusalLog, progress: Progress, refusal: AppError): void {
  const { tenantId, source } = progress.found ?? { tenantId: null, source: null }
  if (tenantId === null) return
  const status = httpStatusOf[refusal.code]
  refusals.add({
    tenantId,
    sourceId: source?.id ?? null,
    sourceSlug: progress.slug ?? source?.slug ?? null,
    size: progress.size,
    status,
    reason: progress.reason ?? refusal.message,
    answer: JSON.stringify({ status, code: refusal.code, detail: refusal.message }),
  })
}

import type { Request, Response } from 'express'
import type { Platform } from '../platform/context'
import { notFound } from '../platform/errors'
import { answerOfDelivery } from './delivery.answer'
import { keyHolder, keyIn, mustHold } from './entrance'

/** GET /api/v1/deliveries/{id}: what became of every item, for the sender that holds a key. @throws UNAUTHENTICATED, FORBIDDEN, NOT_FOUND */
export async function sendDelivery(
  platform: Platform,
  request: Request<{ id: string }>,
  response: Response,
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store')
  const { viewer, tenant } = await keyHolder(platform, keyIn(request))
  mustHold(viewer, 'ingest:write', 'source:manage')
  const answer = await answerOfDelivery(platform, tenant.id, request.params.id)
  if (answer === null) throw notFound('Delivery')
  response.json(answer)
}

import type { Request, Response } from 'express'
import { keyHolder, keyIn, mustHold } from '../ingest/entrance'
import type { Context, Platform, TenantRef } from '../platform/context'
import { requestIdOf } from '../platform/http'
import type { Permission } from '../platform/permissions'

export type KeyContext = Context & { tenant: TenantRef }

/**
 * Whoever holds a key with this scope, as the services know a caller. A cookie is none: these doors are for programs.
 *
 * @throws UNAUTHENTICATED without a good key, FORBIDDEN without the scope
 */
export async function withKey(
  platform: Platform,
  request: Request,
  response: Response,
  scope: Permission,
): Promise<KeyContext> {
  response.setHeader('Cache-Control', 'no-store')
  const { viewer, tenant } = await keyHolder(platform, keyIn(request))
  mustHold(viewer, scope)
  return {
    ...{ platform, viewer, tenant, requestId: requestIdOf(response), http: null, remembers: true },
    ...{ address: request.ip ?? '', userAgent: request.get('user-agent')?.slice(0, 512) ?? null },
  }
}

/** A page that a person opens is the screens' business; a program that takes anything gets JSON. */
export const wantsPage = (request: Request): boolean => request.accepts(['json', 'html']) === 'html'

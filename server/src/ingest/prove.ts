import type { Request } from 'express'
import type { KnownSource } from '../sources/source.directory'
import { readBody } from './body'
import { findSource, shownBy } from './entrance'
import { isLines } from './media-type'
import type { Progress } from './progress'
import { coversBody, proofFault } from './proofs/proof'
import type { Shown } from './proofs/way'
import { sourceIsDisabled, unproven } from './refuse'
import type { Tools } from './tools'

/** A request of which it is certain whose it is. */
export interface Proven {
  source: KnownSource
  header: Shown['header']
  /** The body as it was sent, where the proof needed it; null when it is still to be read. */
  pieces: Buffer[] | null
}

/**
 * Nothing of the content is looked at, and nothing of an unknown source's body is held, before it is proven whose it is. A request that is
 * not proven by its headers is read to its end like one that signs, so that neither answers nor times tell what there is.
 *
 * @throws UNAUTHENTICATED when it is nobody's; as findSource, readBody.
 */
export async function prove(tools: Tools, request: Request, progress: Progress): Promise<Proven> {
  const header: Shown['header'] = (name) => request.get(name)
  const source = await find(tools, progress)
  progress.hold = tools.held.open(source?.id ?? '')
  if (progress.entrance.endpoint === 'ingest') return { source: usable(source), header, pieces: null }
  const shown = shownBy(progress.entrance, header)
  const isEarly = !coversBody(source)
  const early = proofFault(isEarly ? source : null, shown, [], Date.now())
  if (source && isEarly && early === null) return { source, header, pieces: null }

  const { bytes, signedBytes } = tools.limits
  const believed = isEarly ? null : source
  const keeping = {
    largest: isLines(header) ? signedBytes : bytes,
    isKept: believed?.enabled ?? false,
    hold: progress.hold,
  }
  const pieces = await readBody(request, tools.limits, keeping)
  progress.size = pieces.reduce((sum, piece) => sum + piece.length, 0)
  progress.startedAt = performance.now()
  const late = proofFault(believed, shown, pieces, Date.now())
  progress.reason = isEarly ? early : late
  if (!source || progress.reason !== null) throw unproven()
  return { source, header, pieces }
}

/** For questions that have no body to sign. @throws UNAUTHENTICATED */
export async function proveByHeaders(tools: Tools, progress: Progress, header: Shown['header']): Promise<KnownSource> {
  const source = await find(tools, progress)
  const isEarly = !coversBody(source)
  const fault = proofFault(isEarly ? source : null, shownBy(progress.entrance, header), [], Date.now())
  const isSigning = source?.enabled && !isEarly
  progress.reason = isSigning ? 'a handshake is proven by a bearer token or a token in the address alone' : fault
  if (!source || progress.reason !== null) throw unproven()
  return source
}

/** A body may take minutes to arrive, and its source may be disabled, or its secret rotated, meanwhile. @throws as {@link prove} */
export async function proveAgain(tools: Tools, progress: Progress, header: Shown['header']): Promise<void> {
  const source = await find(tools, progress)
  if (progress.entrance.endpoint === 'ingest') return void usable(source)
  progress.reason = proofFault(source, shownBy(progress.entrance, header), [], Date.now())
  if (progress.reason !== null) throw unproven()
}

async function find({ platform, directory }: Tools, progress: Progress): Promise<KnownSource | null> {
  const tell = (found: Progress['found']) => void (progress.found = found)
  progress.found = await findSource(platform, directory, progress.entrance, tell)
  return progress.found.source
}

/** @throws CONFLICT when it is disabled */
export function usable(source: KnownSource | null): KnownSource {
  if (!source?.enabled) throw sourceIsDisabled()
  return source
}

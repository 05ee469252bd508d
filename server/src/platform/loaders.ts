import DataLoader from 'dataloader'
import type { Context } from './context'

const loadersOf = new WeakMap<Context, Map<unknown, unknown>>()

/**
 * One batching loader per request. `batch` is a module-level function: it is the loader's identity. Missing keys give null.
 *
 * @param batch loads many keys at once and returns a map; it runs under the request's tenant.
 */
export function load<Value>(ctx: Context, batch: BatchLoad<Value>, key: string): Promise<Value | null> {
  let loaders = loadersOf.get(ctx)
  if (!loaders) loadersOf.set(ctx, (loaders = new Map()))
  let loader = loaders.get(batch) as DataLoader<string, Value | null> | undefined
  if (!loader) {
    const fetch = async (keys: readonly string[]) => {
      const found = await batch(ctx, [...new Set(keys)])
      return keys.map((one) => found.get(one) ?? null)
    }
    loader = new DataLoader(fetch, { cache: ctx.remembers, maxBatchSize: 1_000 })
    loaders.set(batch, loader)
  }
  return loader.load(key)
}

export type BatchLoad<Value> = (ctx: Context, keys: string[]) => Promise<Map<string, Value>>

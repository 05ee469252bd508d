import { inTenant, type Context } from '../platform/context'
import { load } from '../platform/loaders'
import { User } from './user.entity'

/** A member of the request's tenant (or oneself); null for everybody else. Batched per request. */
export const userById = (ctx: Context, id: string): Promise<User | null> => load(ctx, usersById, id)

async function usersById(ctx: Context, ids: string[]): Promise<Map<string, User>> {
  const users = await inTenant(ctx, (db) => db.rows(User, 'SELECT * FROM app_user WHERE id = ANY ($1::uuid[])', [ids]))
  return new Map(users.map((user) => [user.id, user]))
}

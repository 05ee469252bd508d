import type { Context } from '../platform/context'
import type { After, Db } from '../platform/database'
import type { User } from './user.entity'

/** The transaction in which a person is taken out of the tenant, while he still is a member of it. */
export interface Leave {
  ctx: Context
  db: Db
  after: After
  user: User
}

type LeaveWork = (leave: Leave) => Promise<void>
const works: LeaveWork[] = []

/** Modules above say here what of theirs has to be put in order, and on record, before a member is gone. */
export const whenMemberLeaves = (work: LeaveWork): void => void works.push(work)

export async function prepareLeave(leave: Leave): Promise<void> {
  for (const work of works) await work(leave)
}

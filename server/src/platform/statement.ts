/** One SQL statement with its parameters, `$1` the first. */
export interface Statement {
  sql: string
  params: unknown[]
}

/**
 * Several writes in one statement: one way to the database and back instead of one each. They do not see each other's rows, but rules between
 * tables are checked when all are done, so a row and what refers to it may go together. A statement has no `$` but its parameters.
 *
 * @param writes at least one; INSERT, UPDATE or DELETE
 */
export function together(writes: readonly Statement[]): Statement {
  const params: unknown[] = []
  const parts = writes.map((write, index) => {
    const before = params.length
    params.push(...write.params)
    return `w${index} AS (${write.sql.replace(/\$(\d+)/g, (_, place: string) => `$${Number(place) + before}`)})`
  })
  return { sql: `WITH ${parts.join(',\n')}\nSELECT`, params }
}

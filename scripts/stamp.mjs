import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './project.mjs'

/** Not part of what is built: changing them must not cost a build. */
const isLeftOut = (path) => /\.(test|spec)\.ts$|\/src\/gql(\/|$)|\/node_modules(\/|$)/.test(path)

/**
 * One hash over the names and bytes of files and folders. Contents, not times: a clone, a copy or a wrong clock
 * changes times without changing anything else.
 */
export function hashOf(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap(filesIn)) {
    const bytes = readFileSync(file)
    hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

function filesIn(path) {
  if (isLeftOut(path) || !existsSync(path)) return []
  if (!statSync(path).isDirectory()) return [path]
  const names = readdirSync(path).sort()
  return names.flatMap((name) => filesIn(join(path, name)))
}

import { listOf } from './fields'

/** Sigma's `attack.t1059.001` as `T1059.001` and `attack.credential_access` as `credential-access`; tags of other namespaces are left out. */
export function sigmaAttack(tags: unknown[]): { techniques: string[]; tactics: string[] } {
  const named = listOf(tags, 100).flatMap((tag) => /^attack\.(.+)$/i.exec(tag)?.[1] ?? [])
  const isTechnique = (name: string) => /^t\d{4}/i.test(name)
  return {
    techniques: named.filter(isTechnique).map((name) => name.toUpperCase()),
    tactics: named.filter((name) => !isTechnique(name)).map((name) => name.replaceAll('_', '-')),
  }
}

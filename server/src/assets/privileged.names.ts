import { foldCase } from '../platform/filter/fold-case'

interface Account {
  name: string
  /** Its first label, which is what Windows calls the domain; null when none is named. */
  domain: string | null
}

/** Accounts by name, with and without their domain: CORP\admin is admin@corp.example, and admin anywhere. Pure. */
export class PrivilegedNames {
  private readonly domains = new Map<string, Set<string | null>>()

  constructor(names: readonly string[]) {
    for (const { name, domain } of names.map(accountOf)) {
      const known = this.domains.get(name)
      if (known) known.add(domain)
      else this.domains.set(name, new Set([domain]))
    }
  }

  has(user: string): boolean {
    const { name, domain } = accountOf(user)
    const known = this.domains.get(name)
    return known !== undefined && (domain === null || known.has(null) || known.has(domain))
  }
}

function accountOf(text: string): Account {
  const folded = foldCase(text.trim())
  const [, before, after] = /^([^\\]*)\\(.+)$/s.exec(folded) ?? []
  if (before !== undefined && after !== undefined) return { name: after, domain: firstLabel(before) }
  const at = folded.lastIndexOf('@')
  return at > 0
    ? { name: folded.slice(0, at), domain: firstLabel(folded.slice(at + 1)) }
    : { name: folded, domain: null }
}

const firstLabel = (domain: string): string | null => domain.split('.')[0] || null

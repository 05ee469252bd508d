import { before, type Make, type Scene } from '../scene'

function about({ random, world, person }: Scene, repository: string) {
  const full = `${world.github}/${repository}`
  return {
    repository: { id: random.int(100_000_000, 900_000_000), name: repository, full_name: full, private: true, html_url: `https://github.example/${full}`, owner: { login: world.github, type: 'Organization' } },
    organization: { login: world.github, id: random.int(1_000_000, 9_000_000) },
    sender: { login: person.login.replace('.', '-'), id: random.int(1_000_000, 9_000_000), type: 'User' },
  } // prettier-ignore
}

const repositories = ['order-portal', 'infrastructure', 'mobile-app', 'data-pipeline']

/** The webhook secret_scanning_alert: GitHub states no severity for it. */
const leakedSecret: Make = (scene) => {
  const { random, at, world } = scene
  const [repository, number] = [random.pick(repositories), random.int(1, 400)]
  return {
    action: 'created',
    alert: {
      number, created_at: at.toISOString(), updated_at: at.toISOString(), html_url: `https://github.example/${world.github}/${repository}/security/secret-scanning/${number}`,
      state: 'open', resolution: null, secret_type: 'aws_access_key_id', secret_type_display_name: 'Amazon AWS Access Key ID', validity: 'active', publicly_leaked: random.chance(0.3), push_protection_bypassed: false,
    },
    ...about(scene, repository),
  } // prettier-ignore
}

const advisories = [
  { name: 'yaml-reader', summary: 'yaml-reader runs code from a crafted document', severity: 'critical' },
  { name: 'tiny-router', summary: 'tiny-router takes exponential time for a crafted path', severity: 'high' },
  { name: 'cookie-kit', summary: 'cookie-kit lets a header be split', severity: 'medium' },
  { name: 'log-colour', summary: 'log-colour writes control characters to the terminal', severity: 'low' },
]

/** The webhook dependabot_alert. */
const dependency: Make = (scene) => {
  const { random, at, world } = scene
  const [repository, number, found] = [random.pick(repositories), random.int(1, 400), random.pick(advisories)]
  const part = () => random.hex(4).replace(/[01]/g, 'x')
  return {
    action: 'created',
    alert: {
      number, state: 'open', created_at: at.toISOString(), html_url: `https://github.example/${world.github}/${repository}/security/dependabot/${number}`,
      dependency: { package: { ecosystem: 'npm', name: found.name }, manifest_path: 'package-lock.json', scope: 'runtime' },
      security_advisory: { ghsa_id: `GHSA-${part()}-${part()}-${part()}`, cve_id: null, summary: found.summary, description: `${found.summary}. Update to the next minor version.`, severity: found.severity, published_at: before(scene, 86_400).toISOString() },
      security_vulnerability: { package: { ecosystem: 'npm', name: found.name }, severity: found.severity, vulnerable_version_range: '< 2.4.1', first_patched_version: { identifier: '2.4.1' } },
    },
    ...about(scene, repository),
  } // prettier-ignore
}

/** The webhook code_scanning_alert. */
const code: Make = (scene) => {
  const { random, at, world } = scene
  const [repository, number] = [random.pick(repositories), random.int(1, 400)]
  return {
    action: 'created',
    ref: 'refs/heads/main',
    commit_oid: random.hex(40),
    alert: {
      number, created_at: at.toISOString(), state: 'open', html_url: `https://github.example/${world.github}/${repository}/security/code-scanning/${number}`,
      rule: { id: 'js/sql-injection', severity: 'error', security_severity_level: 'high', description: 'Database query built from user-controlled sources', tags: ['security', 'external/cwe/cwe-089'] },
      tool: { name: 'CodeQL', version: '2.20.1' },
      most_recent_instance: { ref: 'refs/heads/main', state: 'open', location: { path: 'src/orders/search.ts', start_line: random.int(10, 400) } },
    },
    ...about(scene, repository),
  } // prettier-ignore
}

export const github = { leakedSecret, dependency, code }

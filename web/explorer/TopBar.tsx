import type { ReactNode } from 'react'
import { signInPath } from './tenant-choice'
import type { Theme } from './useTheme'
import type { Viewer } from './viewer'

export interface Session {
  state: 'loading' | 'ready' | 'failed'
  viewer: Viewer | null
}

interface Props {
  session: Session
  tenant: string
  onTenant: (slug: string) => void
  theme: Theme
  onTheme: () => void
  children: ReactNode
}

/** The way back, whose tenant is asked, and who asks. */
export function TopBar({ session, tenant, onTenant, theme, onTheme, children }: Props) {
  const { viewer } = session
  return (
    <header className="bar">
      <a className="bar-home" href={tenant && viewer ? `/t/${tenant}/alerts` : '/'} title="Back to Tocsin">
        <img src="/favicon.svg" alt="" width="22" height="22" />
        <span>Tocsin</span>
      </a>
      <h1 className="bar-title">GraphQL explorer</h1>
      {children}
      <a className="bar-button" href="/docs/schema">
        Schema manual
      </a>
      <span className="bar-space" />
      {viewer && viewer.tenants.length > 0 && (
        <label className="bar-tenant">
          <span>Tenant</span>
          <select value={tenant} onChange={(event) => onTenant(event.target.value)}>
            {viewer.tenants.map(({ slug, name }) => (
              <option key={slug} value={slug}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <Who session={session} />
      <button
        type="button"
        className="bar-button bar-icon"
        onClick={onTheme}
        aria-label={theme === 'dark' ? 'Use the light theme' : 'Use the dark theme'}
      >
        {theme === 'dark' ? <Sun /> : <Moon />}
      </button>
    </header>
  )
}

function Who({ session: { state, viewer } }: { session: Session }) {
  if (state === 'loading') return <span className="bar-who" aria-hidden="true" />
  if (state === 'failed') return <span className="bar-who bar-warning">The server does not answer</span>
  if (viewer) return <span className="bar-who">{viewer.name}</span>
  return (
    <a className="bar-button bar-primary" href={signInPath(location)}>
      Sign in
    </a>
  )
}

/** Lucide's sun and moon (ISC), as everywhere in the application. */
const line = {
  width: 16,
  height: 16,
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeWidth: 2,
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': true,
} as const

const Sun = () => (
  <svg {...line}>
    <circle cx="12" cy="12" r="4" />
    <path d="M12 2v2m0 16v2M4.93 4.93l1.41 1.41m11.32 11.32 1.41 1.41M2 12h2m16 0h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41" />
  </svg>
)

const Moon = () => (
  <svg {...line}>
    <path d="M20.985 12.486a9 9 0 1 1-9.473-9.472c.405-.022.617.46.402.803a6 6 0 0 0 8.268 8.268c.344-.215.825-.004.803.401" />
  </svg>
)

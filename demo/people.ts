/** Who works in the demo. One password for all: it is printed, and the server listens on this machine alone. */
export const demoPassword = 'tocsin demo only'

export const operatorEmail = 'operator@tocsin.example'

type Role = 'ADMIN' | 'RESPONDER' | 'ANALYST' | 'VIEWER'

export interface Person {
  name: string
  email: string
  /** By tenant. */
  roles: Record<string, Role>
  /** Works on alerts while the demo runs. The others are free for whoever looks at it. */
  isBusy: boolean
}

export const people: Person[] = [
  { name: 'Mara Okafor', email: 'mara@acme.example', roles: { acme: 'ADMIN' }, isBusy: false },
  { name: 'Jonas Lindqvist', email: 'jonas@acme.example', roles: { acme: 'ANALYST' }, isBusy: true },
  { name: 'Tomás Herrera', email: 'tomas@acme.example', roles: { acme: 'RESPONDER' }, isBusy: true },
  { name: 'Wei Chen', email: 'wei@acme.example', roles: { acme: 'VIEWER' }, isBusy: false },
  { name: 'Elif Demir', email: 'elif@globex.example', roles: { globex: 'ADMIN' }, isBusy: false },
  { name: 'Samuel Otieno', email: 'samuel@globex.example', roles: { globex: 'ANALYST' }, isBusy: true },
  { name: 'Hannah Weiss', email: 'hannah@globex.example', roles: { globex: 'RESPONDER' }, isBusy: true },
  { name: 'Priya Raman', email: 'priya@soc.example', roles: { acme: 'ANALYST', globex: 'ANALYST' }, isBusy: true },
]

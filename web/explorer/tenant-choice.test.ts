import { chosenTenant, signInPath } from './tenant-choice'
import type { Viewer } from './viewer'

const viewer: Viewer = {
  name: 'Ada',
  home: 'acme',
  mustChangePassword: false,
  tenants: [
    { slug: 'globex', name: 'Globex' },
    { slug: 'acme', name: 'Acme' },
  ],
}

it('takes the tenant of the address', () => {
  expect(chosenTenant(viewer, '?tenant=globex')).toBe('globex')
})

it('falls back to the session’s own tenant when the address names none, or one that is not theirs', () => {
  expect(chosenTenant(viewer, '')).toBe('acme')
  expect(chosenTenant(viewer, '?tenant=initech')).toBe('acme')
  expect(chosenTenant({ ...viewer, home: null }, '')).toBe('globex')
})

it('believes the address when nobody is signed in, since a key in the headers may have rights there', () => {
  expect(chosenTenant(null, '?tenant=acme')).toBe('acme')
  expect(chosenTenant(null, '')).toBe('')
})

it('comes back to the same address after signing in', () => {
  expect(signInPath({ pathname: '/graphql', search: '?tenant=acme' })).toBe('/sign-in?next=%2Fgraphql%3Ftenant%3Dacme')
})

import { scopeGroups, scopeLabel } from './scopes'

it('groups scopes by what they are about, in the order of the server', () => {
  const groups = scopeGroups(['alert:read', 'source:read', 'alert:triage'])
  expect(groups.map(({ label }) => label)).toEqual(['Alerts', 'Sources'])
  expect(groups[0]?.scopes.map(({ value, label }) => [value, label])).toEqual([
    ['alert:read', 'Read alerts'],
    ['alert:triage', 'Triage alerts'],
  ])
})

it('has words for a scope that it does not know', () => {
  expect(scopeGroups(['case:read'])).toEqual([
    { label: 'Case', scopes: [{ value: 'case:read', label: 'Read (case)' }] },
  ])
  expect(scopeLabel('case:read')).toBe('case:read')
})

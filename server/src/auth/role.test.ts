import type { Viewer } from '../platform/context'
import { permissions } from '../platform/permissions'
import { assertHolds, permissionsOf, Role } from './role'

it('gives an administrator everything', () => {
  expect([...permissionsOf(Role.ADMIN)]).toEqual([...permissions])
})

it('gives a viewer nothing that writes', () => {
  expect([...permissionsOf(Role.VIEWER)].every((permission) => permission.endsWith(':read'))).toBe(true)
})

it('lets nobody hand out more than he holds', () => {
  const keyForMembers = { permissions: new Set(['member:manage']) } as unknown as Viewer
  expect(() => assertHolds(keyForMembers, permissionsOf(Role.ADMIN))).toThrow('do not hold')
  expect(() => assertHolds(keyForMembers, ['member:manage'])).not.toThrow()
})

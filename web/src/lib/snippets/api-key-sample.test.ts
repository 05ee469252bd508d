import { apiKeySample } from './api-key-sample'

const use = { origin: 'https://tocsin.example', tenant: 'acme', secret: 'tk_1' }

it('asks for what the key may read', () => {
  const text = apiKeySample({ ...use, scopes: ['alert:read'] })
  expect(text).toContain("KEY='tk_1'")
  expect(text).toContain("'https://tocsin.example/graphql'")
  expect(text).toContain("'X-Tenant: acme'")
  expect(text).toContain('alerts(first: 5)')
})

it('asks what it may do when it may not read alerts', () => {
  expect(apiKeySample({ ...use, scopes: ['source:read'] })).toContain('permissions')
})

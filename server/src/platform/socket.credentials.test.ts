import { shownIn } from './socket.credentials'

const nothing = { apiKey: null, authorization: null, tenant: null }

it.each([
  [{}, {}, nothing],
  [{ apiKey: 'tsk_a', tenant: 'acme' }, {}, { ...nothing, apiKey: 'tsk_a', tenant: 'acme' }],
  [{ 'X-API-Key': 'tsk_a', 'X-Tenant': 'acme' }, {}, { ...nothing, apiKey: 'tsk_a', tenant: 'acme' }],
  [{ Authorization: 'Bearer tsk_a' }, {}, { ...nothing, authorization: 'Bearer tsk_a' }],
  [{ headers: { 'x-api-key': 'tsk_a' } }, {}, { ...nothing, apiKey: 'tsk_a' }],
  [{}, { 'x-api-key': 'tsk_a', 'x-tenant': 'acme' }, { ...nothing, apiKey: 'tsk_a', tenant: 'acme' }],
  [{ tenant: 'acme' }, { 'x-tenant': 'globex' }, { ...nothing, tenant: 'acme' }],
  [{ apiKey: 7, tenant: ['acme'], headers: 'x' }, {}, nothing],
  [{ apiKey: '' }, {}, nothing],
])('reads %j beside the headers %j', (payload, headers, expected) => {
  expect(shownIn(payload, headers)).toEqual(expected)
})

import { refusalHint } from './refusal-hint'

it.each([
  ['unknown source', /short name in the address/],
  ['source is disabled', /switched off/],
  ['no signature', /no X-Signature/],
  ['signature mismatch', /exact bytes/],
  ['signature is not 64 hex digits, or sha256= and those', /64 hex digits/],
  ['no bearer token', /no Authorization header/],
  ['authorization is not of the form Bearer <secret>', /word Bearer/],
  ['bearer token mismatch', /not this source/],
  ['The body is not JSON', /one JSON object/],
  ['The body is larger than 1048576 bytes', /smaller batches/],
  ['Send at most 1000 items at once', /smaller batches/],
  ['This source sends more than it may', /rate or burst/],
  ['Send application/json', /Content-Type/],
  ['No item is acceptable: each must be a JSON object', /Every element/],
  ['The server is stopping', /not ready/],
])('explains %j', (reason, hint) => {
  expect(refusalHint(reason)).toMatch(hint)
})

it('adds nothing to a reason that explains itself', () => {
  expect(refusalHint('Something else')).toBeNull()
  expect(refusalHint(null)).toBeNull()
})

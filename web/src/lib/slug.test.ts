import { freeSlug, slugFault, slugFrom } from './slug'

it.each([
  ['Wazuh (Head Office)', 'wazuh-head-office'],
  ['Zürich – Büro 3', 'zurich-buro-3'],
  ['  ', ''],
  ['防火墙', ''],
  ['a'.repeat(80), 'a'.repeat(63)],
])('makes %j into %j', (name, slug) => {
  expect(slugFrom(name)).toBe(slug)
})

it('says what is wrong with a short name', () => {
  expect(slugFault('siem-2')).toBeUndefined()
  expect(slugFault('')).toBeUndefined()
  expect(slugFault('Siem')).toMatch(/Small letters/)
  expect(slugFault('-a')).toMatch(/Begins/)
  expect(slugFault('a'.repeat(64))).toMatch(/63/)
  expect(slugFault('siem', ['siem'])).toMatch(/already/)
})

it('finds a free one', () => {
  expect(freeSlug('siem', [])).toBe('siem')
  expect(freeSlug('siem', ['siem', 'siem-2'])).toBe('siem-3')
  expect(freeSlug('a'.repeat(63), ['a'.repeat(63)])).toBe(`${'a'.repeat(61)}-2`)
})

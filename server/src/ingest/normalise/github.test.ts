import { normalise } from './normalise'

const idOf = (item: Record<string, unknown>) => normalise(item, { name: 'GitHub', product: 'github' }).vendorId

const repository = (name: string) => ({ repository: { full_name: `acme/${name}` } })
const page = (name: string) => `https://github.com/acme/${name}/security/dependabot/20`

it('tells alerts of one number in two repositories apart, by their page', () => {
  for (const name of ['shop', 'till'])
    expect(idOf({ ...repository(name), alert: { number: 20, html_url: page(name) } })).toBe(page(name))
  expect(idOf({ alert: { number: 20, url: 'https://api.github.com/x/20' } })).toBe('https://api.github.com/x/20')
})

it.each([
  [{ secret_type: 'token' }, 'acme/shop/secret-scanning#7'],
  [{ rule: { id: 'js/xss' } }, 'acme/shop/code-scanning#7'],
  [{ affected_package_name: 'rack' }, 'acme/shop/dependabot#7'],
  [{ secret_type: 'token', html_url: 'javascript:alert(1)' }, 'acme/shop/secret-scanning#7'],
  [{ rule: {}, html_url: `https://github.example/${'x'.repeat(200)}/7` }, 'acme/shop/code-scanning#7'],
])('without an address, by repository, kind and number: %j', (alert, id) => {
  expect(idOf({ ...repository('shop'), alert: { number: 7, ...alert } })).toBe(id)
})

it('takes a number of nobody for no id', () => {
  expect(idOf({ alert: { number: 7 } })).toBeNull()
  expect(idOf({ ...repository('shop'), alert: { html_url: page('shop') } })).toBeNull()
})

it('prefers an id that is unique everywhere', () => {
  expect(idOf({ id: '2', uuid: '5758ebf5-c898-48e6-9fe9-5665c0a83866' })).toBe('5758ebf5-c898-48e6-9fe9-5665c0a83866')
})

import { pivotExample } from './pivot-template'

it('shows where a template leads, with the value encoded', () => {
  expect(pivotExample('URL', 'https://siem.example/?q={value}')).toEqual({
    url: 'https://siem.example/?q=https%3A%2F%2Fevil.example%2Fa%3Fb%3Dc',
  })
})

it.each([
  ['https://siem.example/', '{value}'],
  ['javascript:alert({value})', 'https://'],
  ['siem.example/{value}', 'https://'],
  ['https://{value}.example/', 'not in the name'],
  ['https://{value}/', 'not in the name'],
  ['https://user:{value}@siem.example/', 'not in the name'],
])('says what is wrong with %s', (template, part) => {
  expect(pivotExample('DOMAIN', template)).toEqual({ fault: expect.stringContaining(part) as string })
})

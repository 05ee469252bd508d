import fc from 'fast-check'
import { faultOfTemplate, pivotUrl } from './pivot-link.template'

it.each([
  'https://siem.example/?q={value}',
  'http://10.0.0.5:8080/search/{value}',
  'https://siem.example/#/search?q=%22{value}%22&again={value}',
])('takes %s', (template) => {
  expect(faultOfTemplate(template)).toBeNull()
})

it.each([
  ['javascript:alert({value})', /http or https/],
  ['//siem.example/{value}', /http or https/],
  ['https://siem.example/', /contain/],
  ['https://{value}/', /after the host/],
  ['https://{value}.siem.example/', /after the host/],
  ['https://siem.example\\{value}', /after the host/],
  ['https://ana:secret@siem.example/{value}', /user name/],
  ['https://:70000/{value}', /not a valid/],
])('refuses %s', (template, why) => {
  expect(faultOfTemplate(template)).toMatch(why)
})

it('keeps any value one part of the address, on the same host', () => {
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('$&', '/../', '#', '?a=b&c', '@evil.test', 'a"<b>'),
  )
  fc.assert(
    fc.property(value, (one) => {
      const url = new URL(pivotUrl('https://siem.example/?q={value}&x=1', one))
      expect([url.host, url.searchParams.get('x'), url.searchParams.get('q'), url.hash]).toEqual([
        'siem.example',
        '1',
        one,
        '',
      ])
    }),
  )
})

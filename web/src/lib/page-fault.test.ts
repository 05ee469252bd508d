import { breaksPage, faultReport } from './page-fault'

const production = (code: string) => `https://vuejs.org/error-reference/#runtime-${code}`

it.each(['render function', 'setup function', 'mounted hook', production('0'), production('1'), production('m')])(
  'gives up the page after an error in %s',
  (info) => expect(breaksPage(info)).toBe(true),
)

it.each(['native event handler', 'watcher callback', production('5'), production('3')])(
  'keeps the page after an error in %s',
  (info) => expect(breaksPage(info)).toBe(false),
)

it('reports where, when and what', () =>
  expect(faultReport(new Error('no such row'), '/t/acme/alerts', new Date(0))).toMatch(
    /^Page: \/t\/acme\/alerts\nTime: 1970-01-01T00:00:00.000Z\n\nError: no such row/,
  ))

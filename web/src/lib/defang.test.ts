import { defang } from './defang'

it.each([
  ['https://evil.example/a.exe?v=1.2', 'hxxps://evil[.]example/a.exe?v=1.2'],
  ['HTTP://10.0.0.1:8080', 'hxxp://10[.]0[.]0[.]1:8080'],
  ['ftp://files.example/x', 'ftp://files[.]example/x'],
  ['evil.example', 'evil[.]example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('shows %s as %s', (address, shown) => {
  expect(defang(address)).toBe(shown)
})

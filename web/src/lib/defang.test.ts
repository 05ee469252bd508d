import { defang, defangIp, defangMail, defangObservable } from './defang'

it.each([
  ['https://evil.example/a.exe?v=1.2', 'hxxps://evil[.]example/a.exe?v=1.2'],
  ['HTTP://10.0.0.1:8080', 'hxxp://10[.]0[.]0[.]1:8080'],
  ['ftp://files.example/x', 'ftp://files[.]example/x'],
  ['evil.example', 'evil[.]example'],
  ['javascript:alert(1)', 'javascript:alert(1)'],
])('shows %s as %s', (address, shown) => {
  expect(defang(address)).toBe(shown)
})

it.each([
  ['mallory@evil.example', 'mallory@evil[.]example'],
  ['no address', 'no address'],
])('shows the mail address %s as %s', (address, shown) => {
  expect(defangMail(address)).toBe(shown)
})

it.each([
  ['203.0.113.9', '203[.]0[.]113[.]9'],
  ['172.32.0.1', '172[.]32[.]0[.]1'],
  ['100.128.0.1', '100[.]128[.]0[.]1'],
  ...['10.1.2.3', '172.16.0.1', '172.31.255.1', '192.168.1.1', '127.0.0.1', '169.254.169.254', '100.64.0.1'].map(
    (ip) => [ip, ip],
  ),
  ['2001:db8::1', '2001:db8::1'],
])('shows the address %s as %s', (ip, shown) => {
  expect(defangIp(ip)).toBe(shown)
})

it.each([
  ['URL', 'http://evil.example/a', 'hxxp://evil[.]example/a'],
  ['DOMAIN', 'evil.example', 'evil[.]example'],
  ['IP_ADDRESS', '203.0.113.9', '203[.]0[.]113[.]9'],
  ['IP_ADDRESS', '10.0.0.1', '10.0.0.1'],
  ['SUBNET', '203.0.113.0/24', '203[.]0[.]113[.]0/24'],
  ['EMAIL_ADDRESS', 'mallory@evil.example', 'mallory@evil[.]example'],
  ['HOSTNAME', 'web-1.corp.example', 'web-1.corp.example'],
  ['FILE_NAME', 'invoice.pdf.exe', 'invoice.pdf.exe'],
  ['A_TYPE_OF_TOMORROW', 'https://evil.example/', 'hxxps://evil[.]example/'],
])('shows a %s %s as %s', (type, value, shown) => {
  expect(defangObservable(type, value)).toBe(shown)
})

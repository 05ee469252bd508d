import { valuesInPattern } from './stix-pattern'

const sha256 = 'ab'.repeat(32)

it.each([
  ["[url:value = 'http://c2.example.net/']", 'URL http://c2.example.net/'],
  [
    "[ipv4-addr:value = '203.0.113.9/32'] AND [ipv6-addr:value='2001:DB8::1']",
    'IP_ADDRESS 203.0.113.9, IP_ADDRESS 2001:db8::1',
  ],
  ["[ipv4-addr:value = '198.51.100.0/24']", 'SUBNET 198.51.100.0/24'],
  ["[domain-name:value IN ('a.example.net','b.example.net')]", 'DOMAIN a.example.net, DOMAIN b.example.net'],
  [`[file:hashes.'SHA-256' = '${sha256.toUpperCase()}']`, `HASH_SHA256 ${sha256}`],
  [
    `[file:hashes.MD5 = '${sha256.slice(0, 32)}' OR file:hashes.SHA1 = '${sha256.slice(0, 40)}']`,
    `HASH_MD5 ${sha256.slice(0, 32)}, HASH_SHA1 ${sha256.slice(0, 40)}`,
  ],
  ["[file:name = 'a.exe']", 'FILE_NAME a.exe'],
  [`[file:name = 'a.exe' AND file:hashes.MD5 = '${sha256.slice(0, 32)}']`, `HASH_MD5 ${sha256.slice(0, 32)}`],
  ["[network-traffic:dst_ref.value = 'c2.example.net' AND network-traffic:dst_port = 443]", 'DOMAIN c2.example.net'],
  ["[windows-registry-key:key = 'HKEY_CURRENT_USER\\\\Run' ]", 'REGISTRY_KEY HKEY_CURRENT_USER\\Run'],
  ["[email-addr:value = 'o\\'neill@example.org']", "EMAIL_ADDRESS o'neill@example.org"],
  ["[url:value = 'a' AND url:value = 'domain-name:value = b']", 'URL a, URL domain-name:value = b'],
])('%s holds %s', (pattern, values) => {
  expect(
    valuesInPattern(pattern)
      .map(({ type, value }) => `${type} ${value}`)
      .join(', '),
  ).toBe(values)
})

it.each([
  "[url:value != 'http://www.example.com/']",
  "[url:value NOT = 'http://www.example.com/']",
  "[domain-name:value NOT IN ('a.example.net')]",
  "[domain-name:value LIKE '%.example.net']",
  "[url:value MATCHES '^http']",
  "[process:command_line = 'whoami']",
  "[file:hashes.'SHA-256' = 'short']",
  "[ipv4-addr:value = '999.1.1.1']",
  '[url:value = ',
  "'[url:value = ",
])('%s holds nothing to look for', (pattern) => {
  expect(valuesInPattern(pattern)).toEqual([])
})

it('looks at each character of a pattern of quotes or backslashes a bounded number of times', () => {
  for (const text of ["'", "\\'", "a:b.'", 'a:', "['\\"]) expect(valuesInPattern(text.repeat(20_000))).toEqual([])
})

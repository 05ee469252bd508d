import type { ObservableType } from '../gql/graphql'

/** Made-up values in ranges and names set aside for documentation (RFC 5737, 2606), to show where a template leads. */
const EXAMPLES: Record<ObservableType, string> = {
  IP_ADDRESS: '203.0.113.9',
  SUBNET: '203.0.113.0/24',
  DOMAIN: 'evil.example',
  URL: 'https://evil.example/a?b=c',
  HOSTNAME: 'web-1',
  MAC_ADDRESS: '00:00:5e:00:53:01',
  EMAIL_ADDRESS: 'mallory@evil.example',
  USER: 'mallory',
  HASH_SHA256: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  HASH_SHA1: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  HASH_MD5: 'd41d8cd98f00b204e9800998ecf8427e',
  FILE_NAME: 'invoice.exe',
  FILE_PATH: 'C:\\Users\\mallory\\invoice.exe',
  PROCESS_NAME: 'powershell.exe',
  REGISTRY_KEY: 'HKLM\\Software\\Run',
  RESOURCE: 'arn:aws:s3:::bucket',
  CVE: 'CVE-2024-3094',
}

const PLACE = '{value}'

/** Where the template leads for a made-up value of the type, or what is wrong with it, as the server judges it. */
export function pivotExample(type: ObservableType, template: string): { url: string } | { fault: string } {
  if (!template.includes(PLACE)) return { fault: 'It needs {value} where the value belongs.' }
  const url = template.trim().replaceAll(PLACE, encodeURIComponent(EXAMPLES[type]))
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url))
    return { fault: 'It is no address that begins with https:// or http://.' }
  const before = template.slice(0, template.indexOf(PLACE))
  if (!/^https?:\/\/[^/?#]+[/?#]/i.test(before.trim()))
    return { fault: 'The value may stand in the path, query or fragment, not in the name of the server.' }
  return { url }
}

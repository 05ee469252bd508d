import type { Random } from './random'

/**
 * The two made-up companies. Addresses outside are documentation ones (RFC 5737), those inside are private, domains are reserved (RFC 2606),
 * accounts are those of AWS' documentation: nothing here is anybody's.
 */
export interface World {
  slug: string
  name: string
  domain: string
  cloudAccount: string
  region: string
  github: string
  cluster: string
  hosts: readonly Host[]
  staff: readonly Staff[]
}

export interface Host {
  name: string
  ip: string
  os: 'windows' | 'linux'
  role: 'laptop' | 'server'
}

export interface Staff {
  /** As a person writes it. */
  name: string
  login: string
}

const host = (name: string, ip: string, os: Host['os'], role: Host['role'] = 'server'): Host => ({ name, ip, os, role })
const staff = (name: string): Staff => ({ name, login: name.toLowerCase().replace(/^(\S+) .*?(\S+)$/, '$1.$2') })

export const acme: World = {
  slug: 'acme',
  name: 'Acme Manufacturing',
  domain: 'acme.example',
  cloudAccount: '111122223333',
  region: 'eu-central-1',
  github: 'acme-manufacturing',
  cluster: 'plant-1',
  hosts: [
    host('web-01', '10.20.4.11', 'linux'),
    host('web-02', '10.20.4.12', 'linux'),
    host('vpn-gw-1', '10.20.0.5', 'linux'),
    host('build-03', '10.20.6.33', 'linux'),
    host('db-orders-1', '10.20.5.21', 'linux'),
    host('mes-hist-2', '10.20.9.14', 'linux'),
    host('dc-01', '10.20.1.10', 'windows'),
    host('fs-plant-1', '10.20.1.40', 'windows'),
    host('ACME-LT-0231', '10.20.30.31', 'windows', 'laptop'),
    host('ACME-LT-0412', '10.20.30.112', 'windows', 'laptop'),
    host('ACME-LT-0578', '10.20.31.78', 'windows', 'laptop'),
    host('ACME-WS-CAD-07', '10.20.32.7', 'windows', 'laptop'),
  ],
  staff: ['Nadia Petrova', 'Oliver Grant', 'Chiara Rossi', 'Kwame Boateng', 'Ines Duarte', 'Lars Holm'].map(staff),
}

export const globex: World = {
  slug: 'globex',
  name: 'Globex Health',
  domain: 'globex.example',
  cloudAccount: '444455556666',
  region: 'us-east-1',
  github: 'globex-health',
  cluster: 'care-prod',
  hosts: [
    host('ehr-app-1', '10.44.2.11', 'linux'),
    host('ehr-db-1', '10.44.2.31', 'linux'),
    host('pacs-02', '10.44.3.22', 'linux'),
    host('bastion-1', '10.44.0.9', 'linux'),
    host('k8s-node-4', '10.44.8.14', 'linux'),
    host('k8s-node-7', '10.44.8.17', 'linux'),
    host('gx-dc-01', '10.44.1.10', 'windows'),
    host('gx-print-1', '10.44.1.60', 'windows'),
    host('GX-NURSE-14', '10.44.20.14', 'windows', 'laptop'),
    host('GX-RADIO-03', '10.44.21.3', 'windows', 'laptop'),
    host('GX-FIN-22', '10.44.22.22', 'windows', 'laptop'),
  ],
  staff: ['Amara Diallo', 'Peter Novak', 'Sofia Lindgren', 'Daniel Okoro', 'Yuki Tanaka', 'Maria Santos'].map(staff),
}

export const worlds: readonly World[] = [acme, globex]

/** Somebody outside, at a documentation address. */
export const outsider = (random: Random): string =>
  `${random.pick(['192.0.2', '198.51.100', '203.0.113'])}.${random.int(2, 250)}`

export const badDomain = (random: Random): string =>
  `${random.pick(['update-check', 'cdn-sync', 'invoice-portal', 'mail-verify', 'telemetry-relay'])}-${random.hex(4)}.example`

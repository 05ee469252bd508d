import { alertmanager } from './products/alertmanager'
import { crowdstrike } from './products/crowdstrike'
import { defender } from './products/defender'
import { elastic } from './products/elastic'
import { falco } from './products/falco'
import { github } from './products/github'
import { guardduty } from './products/guardduty'
import { okta } from './products/okta'
import { sentinel } from './products/sentinel'
import { sentinelone } from './products/sentinelone'
import { splunk } from './products/splunk'
import { suricata } from './products/suricata'
import { wazuh } from './products/wazuh'
import type { Make } from './scene'

/** Every event that the demo can make. The payloads are our own, in the form that the product's documentation gives. */
export const products = {
  wazuh,
  suricata,
  crowdstrike,
  defender,
  okta,
  guardduty,
  github,
  splunk,
  sentinelone,
  elastic,
  sentinel,
  falco,
  alertmanager,
} satisfies Record<string, Record<string, Make>>

export type Product = keyof typeof products

/** `wazuh.sudo` and so on: a misspelt one does not compile. */
export type EventName = { [P in Product]: `${P}.${Extract<keyof (typeof products)[P], string>}` }[Product]

export function eventOf(name: EventName): { product: Product; make: Make } {
  const [product, event] = name.split('.') as [Product, string]
  const make = (products[product] as Record<string, Make>)[event]
  if (!make) throw new Error(`There is no event ${name}`)
  return { product, make }
}

import { chainsaw } from './chainsaw'
import { hayabusa } from './hayabusa'
import { misp } from './misp'
import { newrelic } from './newrelic'
import type { Normaliser } from './normaliser'
import { ocsf } from './ocsf'
import { pingdom } from './pingdom'
import { stix } from './stix'
import { sysmon } from './sysmon'
import { tetragon } from './tetragon'
import { windowsSecurity } from './windows-security'

/** Every product that is known by its own file, one line each. Where two would recognise the same item, the one that knows more stands first. */
export const normalisers: readonly Normaliser[] = [
  chainsaw,
  hayabusa,
  misp,
  newrelic,
  ocsf,
  pingdom,
  stix,
  tetragon,
  // Windows' own events last: products that detect something in one keep it within.
  sysmon,
  windowsSecurity,
]

export const normaliserById: ReadonlyMap<string, Normaliser> = new Map(normalisers.map((one) => [one.id, one]))

import type { Random } from './random'
import { badDomain, outsider, type Host, type Staff, type World } from './world'

/** What the events of one story have in common: so the same host, person and stranger appear in each. */
export interface Scene {
  random: Random
  world: World
  at: Date
  linux: Host
  windows: Host
  person: Staff
  /** Address of a stranger. */
  stranger: string
  domain: string
  file: BadFile
}

export interface BadFile {
  name: string
  md5: string
  sha1: string
  sha256: string
}

/** One event of a product: the body that it would post, or several items in one. */
export type Make = (scene: Scene) => object

export function newScene(random: Random, world: World, at: Date): Scene {
  const hostOf = (os: Host['os']) => random.pick(world.hosts.filter((host) => host.os === os))
  const word = random.pick(['invoice', 'scan', 'update', 'setup', 'report', 'viewer'])
  return {
    random,
    world,
    at,
    linux: hostOf('linux'),
    windows: hostOf('windows'),
    person: random.pick(world.staff),
    stranger: outsider(random),
    domain: badDomain(random),
    file: {
      name: `${word}_${random.int(100, 999)}.exe`,
      md5: random.hex(32),
      sha1: random.hex(40),
      sha256: random.hex(64),
    },
  }
}

export const mailOf = ({ person, world }: Scene): string => `${person.login}@${world.domain}`

export const fullName = (host: Host, { world }: Scene): string => `${host.name.toLowerCase()}.${world.domain}`

/** Some time before, as products tell when something began. */
export const before = ({ at }: Scene, seconds: number): Date => new Date(at.getTime() - seconds * 1_000)

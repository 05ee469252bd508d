import { registerEnumType } from 'type-graphql'

/** Words for OCSF's observable types (1.x, `observable.type_id`); hashes by algorithm, and domains apart from hosts, as senders tell them apart. */
export enum ObservableType {
  HOSTNAME = 'HOSTNAME',
  DOMAIN = 'DOMAIN',
  IP_ADDRESS = 'IP_ADDRESS',
  SUBNET = 'SUBNET',
  MAC_ADDRESS = 'MAC_ADDRESS',
  USER = 'USER',
  EMAIL_ADDRESS = 'EMAIL_ADDRESS',
  URL = 'URL',
  FILE_NAME = 'FILE_NAME',
  FILE_PATH = 'FILE_PATH',
  HASH_MD5 = 'HASH_MD5',
  HASH_SHA1 = 'HASH_SHA1',
  HASH_SHA256 = 'HASH_SHA256',
  PROCESS_NAME = 'PROCESS_NAME',
  REGISTRY_KEY = 'REGISTRY_KEY',
  RESOURCE = 'RESOURCE',
  CVE = 'CVE',
}
registerEnumType(ObservableType, {
  name: 'ObservableType',
  description: "What kind of value was observed, in words for OCSF's observable types.",
})

export const observableTypes = Object.values(ObservableType)

export const isObservableType = (text: string): text is ObservableType =>
  (observableTypes as readonly string[]).includes(text)

/** A value that an event holds, as `observableOf` (observable.canonical.ts) writes it. */
export interface ObservableValue {
  type: ObservableType
  value: string
}

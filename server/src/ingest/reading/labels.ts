import { isJsonObject } from '../finding'
import { wordOf } from './fields'

const most = 200

/** `key=value` of each label, whether they are written as one object or as a list of objects with a key and a value each. */
export function labelsOf(labels: unknown): string[] {
  const pairs = Array.isArray(labels)
    ? labels.slice(0, most).map(pairOf)
    : Object.entries(isJsonObject(labels) ? labels : {}).slice(0, most)
  return pairs.flatMap(([key, value]) => {
    const [name, text] = [wordOf(key), wordOf(value)]
    return name === null || text === null ? [] : [`${name}=${text}`]
  })
}

const pairOf = (label: unknown): [key: unknown, value: unknown] =>
  isJsonObject(label) ? [label.key ?? label.Key, label.value ?? label.Value] : [null, null]

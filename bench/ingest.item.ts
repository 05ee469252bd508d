/** How the items of one run look. */
export interface Lot {
  /** Marks the run's items: each carries `<run>-<number>`, also when it is folded into an alert of another name. */
  run: string
  /** Alerts that are there before; every other item belongs to one of them. 0: each item is different. */
  targets: number
}

/** What of an item the floor reads. */
export interface BenchItem {
  source: string
  severity: string
  entity: string
  title: string
  message: string
  source_ip: string
  event_time: string
  raw: { user: string; process: string }
}

const severities = ['low', 'medium', 'high', 'critical']

/** The common form, about 400 bytes of ASCII, different for each number. Written by hand: the generator shares the machine with the server. */
export function itemOf({ run, targets }: Lot, number: number): string {
  const mark = `${run}-${number}`
  if (targets > 0 && number % 2 === 1) return targetItem(spread(number) % targets, mark)
  return written(mark, mark, number, severities[number % severities.length] ?? 'low')
}

/** An item of the alert that is there before: all of one alert are alike but for their mark. */
export const targetItem = (target: number, mark: string): string => written(`target-${target}`, mark, target, 'medium')

const written = (entity: string, mark: string, number: number, severity: string): string =>
  `{"source":"edr","type":"malware","severity":"${severity}","entity":"${entity}","title":"Malware blocked on an endpoint",` +
  '"message":"A file matched a known signature and was moved to quarantine before it ran.",' +
  `"source_ip":"10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}","event_time":"2026-01-02T03:04:05.678Z",` +
  `"raw":{"mark":"${mark}","file":"/srv/share/invoice.exe","process":"explorer.exe","user":"j.doe","engine":{"name":"av","version":"7.1.2"}}}`

/** Numbers that follow each other end up far apart (Knuth's multiplicative hash; its low bits repeat soon). */
const spread = (number: number): number => Math.imul(number, 2_654_435_761) >>> 12

/** One object, one array of them, or one to a line (NDJSON). */
export type Shape = 'single' | 'array' | 'ndjson'

export const contentTypeOf = (shape: Shape): string =>
  shape === 'ndjson' ? 'application/x-ndjson' : 'application/json'

const arraySeparator = ',\n'

export function bodyOf(shape: Shape, items: string[]): string {
  if (shape === 'array') return `[${items.join(arraySeparator)}]`
  return items.join('\n')
}

/** The exact texts of a body's items, the other way round. */
export function itemsOf(shape: Shape, body: string): string[] {
  if (shape === 'single') return [body]
  return shape === 'array' ? body.slice(1, -1).split(arraySeparator) : body.split('\n')
}

import { isThing } from './context'
import type { Meaning } from './meaning'

/**
 * Names of times, by what they are the time of; the earlier line is the better answer to when it happened. What repeats can be read in one way
 * only: a key may hold it forty times.
 */
const lines: [number, RegExp][] = [
  [3.5, /^(resolved|closed|ended|recovered|expires?|valid|expiration|due|next|until|withdrawn|fixed|dismissed)/],
  [5, /(ingest|receiv|process(ed|ing)|index|insert|pars|load|arriv|stored|export|queried|sent|delivery)/],
  [4, /(updat|modif|change|lastactiv|refresh|assign|triag)/],
  [3, /^(first|last|earliest|latest)|^(max|min)(time|date)/],
  [2, /(creat|report|open|rais|generatedat|registered|issued)/],
  [0, /^(event|occurr|occurred|occurrence|detect|detected|detection|happen|observ|observed|activity|trigger|triggered|alert|fired|firing|starts?|incident|identified|breach|attack)(at|on|ed|ts|dt|date|time(stamp|iso)?|utc)+$/],
  [0.5, /^(timegenerated|eventcreationtime|isotimestamp|statechanged(timestamp|utctime)|stateedtime|utctime|timedt|eventcreated|timestampiso|zdatetime|statechangedtimestamp|trigger(ed)?time)$/],
  [1, /^(timestamp|time|ts|datetime|published|publishedat|calendartime|unixtime|systemtime|eventdate|rt|devicetime|devicereceipttime|date|createtime|timecreated|timems|logtime|log(date)?time|starttime|start|timestampms|epoch|t|datestamp|localtime)$/],
  [1.6, /(timestamp|datetime|timeutc|time)$/],
] // prettier-ignore

const looksTimely =
  /(time|date|timestamp|seen|at|utc|when|ts|created|updated|modified|published|start|rt|dt|observed|occurred|epoch|activity|changed|activated|on|t)$/
const isDuration =
  /(timezone|uptime|duration|timeout|timetaken|responsetime|format|rate|state|update$|candidate|mandate|pdate|threat|chat|flat|stat|heat|lat)$/

export function timeMeanings(name: string, around: readonly string[]): Meaning[] {
  if (
    !looksTimely.test(name) ||
    isDuration.test(name) ||
    around.some((one) => isThing(one) || one.endsWith('advisory'))
  )
    return []
  const [line] = lines.filter(([, names]) => names.test(name))
  if (!line) return []
  const [rank] = line
  const isEnd = /^(resolved|closed|ended|recovered|end)(at|time|timestamp|ts|sat|dat|date|datetime|on)?$|^endsat$/.test(
    name,
  )
  if (isEnd) return [{ field: 'endedAt', rank: 0 }]
  return rank === 3.5 ? [] : [{ field: 'eventAt', rank }]
}

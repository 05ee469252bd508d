import { isDeepStrictEqual } from 'node:util'
import { refang } from '../observables/refang'
import type { IpFilter } from '../platform/filter/ip-filter'
import { anyOf, isGiven, type Asker, type Rule } from '../platform/filter/rule'
import type { StringFilter } from '../platform/filter/string-filter'

/** Met by what is asked as it stands, or refanged as a whole: payloads may hold defanged text too. */
const eitherWay = <Input, Row, By extends Asker>(
  rule: Rule<Input, Row, By>,
  refanged: (input: Input) => Input,
): Rule<Input, Row, By> => {
  const waysOf = (input: Input): Input[] => {
    const plain = refanged(input)
    return isDeepStrictEqual(plain, input) ? [input] : [input, plain]
  }
  return {
    ...rule,
    sql: (input, params, asker) => anyOf(waysOf(input).map((way) => rule.sql(way, params, asker))),
    matches: (input, row, asker) => waysOf(input).some((way) => rule.matches(way, row, asker)),
  }
}

export const refangingWords = <Row>(rule: Rule<string, Row>): Rule<string, Row> => eitherWay(rule, refang)

export const refangingText = <Row>(rule: Rule<StringFilter, Row>): Rule<StringFilter, Row> =>
  eitherWay(rule, (input) => ({
    ...input,
    ...(isGiven(input.eq) && { eq: refang(input.eq) }),
    ...(isGiven(input.in) && { in: input.in.map(refang) }),
    ...(isGiven(input.contains) && { contains: refang(input.contains) }),
    ...(isGiven(input.startsWith) && { startsWith: refang(input.startsWith) }),
  }))

/** 10[.]1[.]2[.]3 is no address, so it can only be meant refanged. */
export function refangingAddresses<Row>(rule: Rule<IpFilter, Row>): Rule<IpFilter, Row> {
  const refanged = (input: IpFilter): IpFilter => ({ ...input, in: input.in?.map(refang) })
  return {
    ...rule,
    check: (input, path) => rule.check(refanged(input), path),
    sql: (input, params, asker) => rule.sql(refanged(input), params, asker),
    matches: (input, row, asker) => rule.matches(refanged(input), row, asker),
  }
}

import { Field, InputType } from 'type-graphql'
import { badInput } from '../errors'
import { addressBytes, addressRange, isInRange, type AddressRange } from './address'
import { allOf, anyOf, isGiven, type Rule } from './rule'

@InputType({ description: 'Addresses or CIDR blocks, v4 and v6.' })
export class IpFilter {
  @Field(() => [String], { nullable: true })
  in?: string[] | null

  @Field(() => Boolean, { nullable: true })
  isNull?: boolean | null
}

interface AddressColumns<Row> {
  reads: readonly string[]
  /** Pairs of the text as it came and its bytes (see address.ts). Several: one must match; null means that all are null. */
  columns: readonly { text: string; bytes: string }[]
  read: (row: Row) => readonly (string | null)[]
}

export function ipRule<Row>({ reads, columns, read }: AddressColumns<Row>): Rule<IpFilter, Row> {
  return {
    reads,
    check(input, path) {
      for (const value of input.in ?? []) {
        if (!addressRange(value))
          throw badInput(path, 'must be addresses or CIDR blocks, such as 10.0.0.0/8 or 2001:db8::/32')
      }
      return input.in?.length ?? 0
    },
    sql(input, params) {
      const conditions: string[] = []
      if (isGiven(input.in)) {
        const ranges = rangesOf(input.in)
        const [first, last] = (['first', 'last'] as const).map((end) =>
          params.add(
            ranges.map((range) => range[end]),
            'bytea[]',
          ),
        )
        const within = (column: string) =>
          `EXISTS (SELECT FROM unnest(${first}, ${last}) AS block(first, last) WHERE ${column} BETWEEN block.first AND block.last)`
        conditions.push(anyOf(columns.map(({ bytes }) => within(bytes))))
      }
      if (input.isNull === true) conditions.push(allOf(columns.map(({ text }) => `${text} IS NULL`)))
      if (input.isNull === false) conditions.push(anyOf(columns.map(({ text }) => `${text} IS NOT NULL`)))
      return allOf(conditions)
    },
    matches(input, row) {
      const texts = read(row).filter(isGiven)
      if (isGiven(input.isNull) && input.isNull !== (texts.length === 0)) return false
      if (!isGiven(input.in)) return true
      const ranges = rangesOf(input.in)
      const addresses = texts.map(addressBytes).filter(isGiven)
      return addresses.some((address) => ranges.some((range) => isInRange(address, range)))
    },
  }
}

const rangesOf = (blocks: string[]): AddressRange[] => blocks.map(addressRange).filter(isGiven)

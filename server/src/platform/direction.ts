import { registerEnumType } from 'type-graphql'

/** In which direction a list is read. */
export enum Direction {
  ASC = 'ASC',
  DESC = 'DESC',
}
registerEnumType(Direction, { name: 'Direction' })

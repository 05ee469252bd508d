import { registerEnumType } from 'type-graphql'

/** How much it would hurt to lose an asset. */
export enum Criticality {
  LOW = 'LOW',
  MEDIUM = 'MEDIUM',
  HIGH = 'HIGH',
  CRITICAL = 'CRITICAL',
}
registerEnumType(Criticality, { name: 'Criticality', description: 'How much it would hurt to lose an asset.' })

import { registerEnumType } from 'type-graphql'

export enum EventOutcome {
  CREATED = 'CREATED',
  FOLDED = 'FOLDED',
  SUPPRESSED = 'SUPPRESSED',
  STORED = 'STORED',
}
registerEnumType(EventOutcome, {
  name: 'EventOutcome',
  description: 'What became of an accepted item.',
  valuesConfig: {
    CREATED: { description: 'It opened an alert.' },
    FOLDED: { description: 'It was folded into an alert that was there.' },
    SUPPRESSED: { description: 'It is like an alert that was closed as harmless, which counted it and stayed closed.' },
    STORED: { description: 'Telemetry: kept, and no alert was made of it.' },
  },
})

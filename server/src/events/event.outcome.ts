import { registerEnumType } from 'type-graphql'

export enum EventOutcome {
  CREATED = 'CREATED',
  FOLDED = 'FOLDED',
  SUPPRESSED = 'SUPPRESSED',
  STORED = 'STORED',
  ENDED = 'ENDED',
}
registerEnumType(EventOutcome, {
  name: 'EventOutcome',
  description: 'What became of an accepted item.',
  valuesConfig: {
    CREATED: { description: 'It opened an alert.' },
    FOLDED: { description: 'It was folded into an alert that was there.' },
    SUPPRESSED: { description: 'It is like an alert that was closed as harmless, which counted it and stayed closed.' },
    STORED: {
      description:
        'Kept, and no alert was made of it: telemetry, an indicator, a sign of life, word of an end of nothing that is open.',
    },
    ENDED: { description: "The product's word that the alert is over." },
  },
})

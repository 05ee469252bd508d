import type { Criticality, EventType, RiskWeightsChange } from '../gql/graphql'
import { sentenceCase } from './words'

interface WeightSet {
  severity: number
  internalSource: number
  externalSource: number
  privilegedUser: number
  knownBad: number
  repetition: number
  falsePositives: number
  eventTypes: readonly { eventType: EventType; weight: number }[]
  assets: readonly { criticality: Criticality; weight: number }[]
}

/** One weight under one name: "knownBad", "eventTypes.MALWARE", "assets.HIGH". */
export type FlatWeights = Readonly<Record<string, number>>

export interface Weight {
  name: string
  label: string
  meaning?: string
  /** 0 where it can only raise (or only lower) a score, else -1. */
  min: 0 | -1
}

const single = [
  'severity',
  'knownBad',
  'privilegedUser',
  'repetition',
  'falsePositives',
  'internalSource',
  'externalSource',
] as const
const CRITICALITIES: readonly Criticality[] = ['LOW', 'MEDIUM', 'HIGH', 'CRITICAL']

export function flatWeights(set: WeightSet): FlatWeights {
  return Object.fromEntries([
    ...single.map((name) => [name, set[name]] as const),
    ...set.eventTypes.map(({ eventType, weight }) => [`eventTypes.${eventType}`, weight] as const),
    ...set.assets.map(({ criticality, weight }) => [`assets.${criticality}`, weight] as const),
  ])
}

/** Edited weights as the server takes them; the rest stays as it is there. */
export function changeOf(edits: FlatWeights): RiskWeightsChange {
  const change: RiskWeightsChange = {}
  for (const name of single) if (edits[name] !== undefined) change[name] = edits[name]
  const under = (group: string) =>
    Object.entries(edits)
      .filter(([name]) => name.startsWith(`${group}.`))
      .map(([name, weight]) => ({ word: name.slice(group.length + 1), weight }))
  const [eventTypes, assets] = [under('eventTypes'), under('assets')]
  if (eventTypes.length > 0)
    change.eventTypes = eventTypes.map(({ word, weight }) => ({ eventType: word as EventType, weight }))
  if (assets.length > 0)
    change.assets = assets.map(({ word, weight }) => ({ criticality: word as Criticality, weight }))
  return change
}

/** Edits that still say something else than what is stored. */
export function editsAgainst(stored: FlatWeights, edits: FlatWeights): FlatWeights {
  return Object.fromEntries(Object.entries(edits).filter(([name, weight]) => stored[name] !== weight))
}

/** Hundredths: a slider's steps, and what people mean. */
export const clampWeight = (value: number, min: number): number =>
  Math.round(Math.min(1, Math.max(min, value)) * 100) / 100

const both = { min: -1 } as const
const up = { min: 0 } as const

/** All weights by what they are about, with what each means. */
export function weightGroups(weights: FlatWeights): { title: string; hint: string; weights: Weight[] }[] {
  const types = Object.keys(weights).filter((name) => name.startsWith('eventTypes.'))
  const wordOf = (name: string) => sentenceCase(name.split('.')[1] ?? '')
  return [
    {
      title: 'Where a score begins, and what always counts',
      hint: 'Each of these reads its own evidence.',
      weights: general,
    },
    {
      title: 'Where it comes from',
      hint: 'By your networks; where none is named internal, by the private ranges.',
      weights: [
        { name: 'internalSource', label: 'From inside', meaning: 'The source address is your own.', ...both },
        { name: 'externalSource', label: 'From outside', meaning: 'The source address is not your own.', ...both },
      ],
    },
    {
      title: 'Kind of event',
      hint: 'What the product says has happened. Where it says nothing, none of these counts.',
      weights: types.map((name) => ({ name, label: wordOf(name), ...both })),
    },
    {
      title: 'Criticality of the asset',
      hint: 'When the alert is about one of your assets.',
      weights: CRITICALITIES.map((one) => ({ name: `assets.${one}`, label: sentenceCase(one), ...both })),
    },
  ]
}

const general: Weight[] = [
  {
    name: 'severity',
    label: 'Severity',
    meaning: 'What the severity’s own points are multiplied by: 10, 20, 50, 80, 100, and 40 when unknown.',
    ...up,
  },
  {
    name: 'knownBad',
    label: 'Known to be bad',
    meaning: 'The alert holds a value that is confirmed to be bad.',
    ...up,
  },
  { name: 'privilegedUser', label: 'Privileged user', meaning: 'It is about one of your privileged users.', ...up },
  {
    name: 'repetition',
    label: 'Repetition',
    meaning: 'In full at 1,000 events; a third of it from 10, two thirds from 100.',
    ...up,
  },
  {
    name: 'falsePositives',
    label: 'False positives of the rule',
    meaning: 'How far down a rule goes whose alerts nearly always were false.',
    ...up,
  },
]

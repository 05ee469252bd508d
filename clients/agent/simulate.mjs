#!/usr/bin/env node
// @ts-check
import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { goTime } from './time.mjs'

/**
 * @typedef {object} Simulation
 * @property {number} seed the same seed and start give the same signals, byte by byte.
 * @property {number} count
 * @property {number} [hosts] from how many machines.
 * @property {number} [start] when the first happened, in milliseconds since 1970.
 */

/** 5 January 2026, 08:00 UTC. */
const usualStart = Date.UTC(2026, 0, 5, 8)

const severities = ['low', 'medium', 'high', 'critical']
/** An agent may send a status; some send what nobody has heard of. Undefined: the field is left out. */
const statuses = [
  undefined,
  undefined,
  undefined,
  'open',
  'acknowledged',
  'resolved',
  'OPEN',
  '',
  'in_review',
  'closed',
]
/** Minutes east of Greenwich. */
const offsets = [0, 0, 60, 120, -300, -480, 330, 345, 825, -570]
/** @type {readonly [string, string, string | undefined][]} */
const rules = [
  ['SIM-001', 'Unsigned program started', 'A program without a signature was executed.'],
  ['SIM-002', 'Program started from a mounted image', undefined],
  ['SIM-003', 'Shell started by an office program', 'An office program is the parent of a shell.'],
  ['SIM-004', 'Launch item was added', ''],
  [
    'SIM-005',
    'Zugriff auf die Schlüsselkette 🔑 — キーチェーン',
    'Ein Programm las Geheimnisse, die nicht seine sind.',
  ],
]
const users = ['ada', 'grace', 'hedy', 'joan', 'katherine']
const programs = ['/tmp/setup', '/Volumes/Image/Install', '/bin/zsh', '/usr/bin/security', '/private/tmp/ü b/run']

/**
 * Made-up signals as agents send them: `null` where Go has no value, nanosecond times of many offsets, every severity,
 * statuses that a server has to ignore. Each `signal_id` occurs once.
 * @param {Simulation} simulation
 * @returns {Generator<Record<string, unknown> & { signal_id: string, host_id: string }>}
 */
export function* simulateSignals({ seed, count, hosts = 20, start = usualStart }) {
  const random = randomFrom(seed)
  let nanos = BigInt(start) * 1_000_000n
  for (let number = 0; number < count; number++) {
    const [rule, title, description] = pick(random, rules)
    const status = pick(random, statuses)
    nanos += BigInt(Math.floor(random() * 2e9))
    yield {
      signal_id: `${hexOf(random, 24)}${number.toString(16).padStart(8, '0')}`,
      ts: goTime(random() < 0.1 ? nanos - (nanos % 1_000_000_000n) : nanos, pick(random, offsets)),
      host_id: `mac-${String(Math.floor(random() * hosts) + 1).padStart(5, '0')}`,
      rule_id: rule,
      ...(description !== undefined && { rule_description: description }),
      ...(status !== undefined && { status }),
      severity: severities[number % severities.length],
      title: random() < 0.02 ? `${title} `.repeat(40).slice(0, 500) : title,
      tags: tagsFrom(random),
      context: contextFrom(random),
    }
  }
}

/**
 * @param {() => number} random
 */
function tagsFrom(random) {
  const chance = random()
  if (chance < 0.3) return null
  if (chance < 0.4) return []
  return ['T1204.002', `team:${pick(random, users)}`, 'santa'].slice(0, 1 + Math.floor(random() * 3))
}

/**
 * @param {() => number} random
 */
function contextFrom(random) {
  const chance = random()
  if (chance < 0.2) return null
  if (chance < 0.25) return {}
  const pid = 300 + Math.floor(random() * 60_000)
  return {
    kind: 'execution',
    decision: pick(random, ['ALLOW', 'DENY', null]),
    actor: { user: pick(random, users), uid: 501, groups: null },
    target: {
      path: pick(random, programs),
      sha256: hexOf(random, 64),
      args: random() < 0.5 ? null : ['-c', 'echo "ä"'],
      pid,
    },
    ...(chance > 0.98 && {
      environment: Object.fromEntries(Array.from({ length: 200 }, (_, key) => [`V${key}`, hexOf(random, 64)])),
    }),
  }
}

/**
 * @template Item
 * @param {() => number} random
 * @param {readonly Item[]} from not empty.
 */
const pick = (random, from) => /** @type {Item} */ (from[Math.floor(random() * from.length)])

/**
 * Numbers from 0 up to, but not, 1, from a seed (mulberry32). Never for secrets.
 * @param {number} seed
 */
export function randomFrom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * @param {() => number} random
 * @param {number} length
 */
function hexOf(random, length) {
  let text = ''
  while (text.length < length) text += Math.floor(random() * 16).toString(16)
  return text
}

const usage = `Usage: simulate.mjs [--seed 1] [--count 1000] [--hosts 20] [--start RFC3339|now]
Prints made-up signals, one a line: node simulate.mjs --count 500 --start now | node agent.mjs send -`

function main() {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1000' },
      hosts: { type: 'string', default: '20' },
      start: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  const [seed, count, hosts] = [Number(values.seed), Number(values.count), Number(values.hosts)]
  const start = values.start === undefined ? usualStart : values.start === 'now' ? Date.now() : Date.parse(values.start)
  const isSense = [seed, count, hosts].every((value) => Number.isSafeInteger(value) && value >= 0) && hosts > 0
  if (values.help || !isSense || Number.isNaN(start)) {
    console.error(usage)
    process.exitCode = values.help ? 0 : 2
    return
  }
  process.stdout.on('error', () => process.exit(0)) // whoever read has heard enough
  for (const signal of simulateSignals({ seed, count, hosts, start }))
    process.stdout.write(`${JSON.stringify(signal)}\n`)
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) main()

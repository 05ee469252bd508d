import { readFileSync } from 'node:fs'

/** Loaded into the server before everything else: shifts its clock by the milliseconds that stand in the file named by CHAOS_CLOCK. */
const RealDate = globalThis.Date
let shift = 0

const now = () => RealDate.now() + shift

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args, self) => Reflect.construct(target, args.length === 0 ? [now()] : args, self),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
})

setInterval(() => {
  try {
    shift = Number(readFileSync(process.env.CHAOS_CLOCK, 'utf8'))
  } catch {
    // not written yet: the clock is right
  }
}, 50).unref()

import { readFileSync } from 'node:fs'
import { cpus } from 'node:os'

const everyMs = 250
/** Linux counts process time in hundredths of a second on every platform that Node runs on. */
const ticksPerSecond = 100
const mebibyte = 1_048_576

export interface UsageReport {
  seconds: number
  /** Cores' worth of processor time of that process, over the time watched; null where /proc is absent. */
  cores: number | null
  meanMiB: number | null
  peakMiB: number | null
  /** Share of the whole machine that was busy, 0-1: near 1, more load cannot show more. */
  machineBusy: number
}

/** Watches processor time and resident memory of another process from outside. */
export class Usage {
  private readonly startedAt = performance.now()
  private readonly ticks: number | null
  private readonly machine = machineTimes()
  private readonly resident: number[] = []
  private readonly timer = setInterval(() => this.sample(), everyMs)

  constructor(private readonly pid: number) {
    this.ticks = ticksOf(pid)
    this.sample()
  }

  /** Resident memory in MiB, taken every quarter of a second. */
  get samples(): readonly number[] {
    return this.resident
  }

  end(): UsageReport {
    clearInterval(this.timer)
    this.sample()
    const ticks = ticksOf(this.pid)
    const seconds = (performance.now() - this.startedAt) / 1_000
    const { busy, all } = machineTimes()
    const mean = this.resident.reduce((sum, one) => sum + one, 0) / this.resident.length
    return {
      seconds,
      cores: ticks === null || this.ticks === null ? null : (ticks - this.ticks) / ticksPerSecond / seconds,
      meanMiB: this.resident.length > 0 ? mean : null,
      peakMiB: this.resident.length > 0 ? Math.max(...this.resident) : null,
      machineBusy: (busy - this.machine.busy) / Math.max(1, all - this.machine.all),
    }
  }

  private sample(): void {
    const kilobytes = /VmRSS:\s+(\d+)/.exec(read(`/proc/${this.pid}/status`))?.[1]
    if (kilobytes) this.resident.push((Number(kilobytes) * 1_024) / mebibyte)
  }
}

function ticksOf(pid: number): number | null {
  const afterName = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')
  return afterName && afterName.length > 13 ? Number(afterName[11]) + Number(afterName[12]) : null
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // ended, or no Linux
  }
}

function machineTimes(): { busy: number; all: number } {
  const times = cpus().map((cpu) => cpu.times)
  const idle = times.reduce((sum, one) => sum + one.idle, 0)
  const all = times.reduce((sum, { user, nice, sys, idle: free, irq }) => sum + user + nice + sys + free + irq, 0)
  return { busy: all - idle, all }
}

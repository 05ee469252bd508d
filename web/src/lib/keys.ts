/** What of a keyboard event decides which key was meant. */
export interface KeyPress {
  key: string
  code: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
  getModifierState?: (name: string) => boolean
}

const NAMES: Record<string, string> = { ' ': 'Space', Esc: 'Escape' }

/** The one spelling under which a key is compared: `mod+shift+k`, `G` as `shift+g`, `?` as it is. */
export function normalKey(keys: string): string {
  const parts = keys.split(/\+(?=.)/)
  const key = parts.pop() ?? ''
  const modifiers = new Set(parts)
  if (/^[A-Z]$/.test(key)) modifiers.add('shift')
  const order = ['mod', 'alt', 'shift'].filter((name) => modifiers.has(name))
  return [...order, NAMES[key] ?? (key.length === 1 ? key.toLowerCase() : key)].join('+')
}

/** The Latin letter of the key's place where the layout writes another alphabet, so that `j` is `j` in Kyiv, too. */
function letterOf({ key, code }: KeyPress): string {
  const isForeign = key.length === 1 && key.charCodeAt(0) > 0x2ff
  return isForeign && code.startsWith('Key') ? code.slice(3).toLowerCase() : key
}

/**
 * The spellings under which a press may have been offered, likeliest first: Shift-1 is both `!` and `shift+1`.
 * AltGr makes characters, so with it no modifier counts.
 */
export function spellingsOf(press: KeyPress): string[] {
  const key = letterOf(press)
  if (press.getModifierState?.('AltGraph')) return [normalKey(key)]
  const mod = press.ctrlKey || press.metaKey ? 'mod+' : ''
  const alt = press.altKey ? 'alt+' : ''
  const spelt = (shift: boolean, name: string) => normalKey(`${mod}${alt}${shift ? 'shift+' : ''}${name}`)
  const [, digit] = /^Digit(\d)$/.exec(press.code) ?? []
  if (!press.shiftKey) return [spelt(false, key)]
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' '
  return [...(isSign ? [spelt(false, key)] : []), spelt(true, digit ?? key)]
}

/** What a press means given what was pressed just before: a sequence begun, one whole key (or sequence), or nothing. */
export interface KeyMeaning {
  /** Whole `keys` this press completes, in the order they should be tried. */
  whole: string[]
  /** Set when a sequence begins or goes on: pass it with the next press. */
  pending: string | null
}

/** Reads a press against all offered keys. A sequence that was begun comes first; broken off, the press counts afresh. */
export function readPress(offered: readonly string[], pending: string | null, press: KeyPress): KeyMeaning {
  const wanted = new Set(offered.map(normalSequence))
  const spellings = spellingsOf(press)
  if (pending) {
    const chains = spellings.map((spelling) => `${pending} ${spelling}`)
    const whole = chains.filter((chain) => wanted.has(chain))
    const next = chains.find((chain) => begins(wanted, chain))
    if (whole.length > 0 || next) return { whole, pending: next ?? null }
  }
  return {
    whole: spellings.filter((spelling) => wanted.has(spelling)),
    pending: spellings.find((spelling) => begins(wanted, spelling)) ?? null,
  }
}

const begins = (wanted: ReadonlySet<string>, chain: string) => [...wanted].some((keys) => keys.startsWith(`${chain} `))

/** `g a` with each of its keys in the one spelling. */
export function normalSequence(keys: string): string {
  return keys.trim().split(/\s+/).map(normalKey).join(' ')
}

const MAC: Record<string, string> = { mod: '⌘', shift: '⇧', alt: '⌥' }
const OTHERS: Record<string, string> = { mod: 'Ctrl', shift: 'Shift', alt: 'Alt' }
const SIGNS: Record<string, string> = { ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' }

/** The caps to draw for `keys`: a list of keys pressed one after the other, each a list of caps held together. */
export function keyCaps(keys: string, isMac: boolean): string[][] {
  return normalSequence(keys)
    .split(' ')
    .map((key) =>
      key
        .split(/\+(?=.)/)
        .map((part) => (isMac ? MAC : OTHERS)[part] ?? SIGNS[part] ?? (part.length === 1 ? part.toUpperCase() : part)),
    )
}

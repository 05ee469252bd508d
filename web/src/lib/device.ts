/** What a session's user agent tells: enough for its owner to recognise the device, no more. */
export interface Device {
  /** "Firefox on Linux", "curl", "Unknown program". */
  name: string
  kind: 'computer' | 'phone' | 'tablet' | 'program' | 'unknown'
}

/** The first that matches wins: browsers name the ones they descend from as well. */
const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera|OPT)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?(?:Chrome|CriOS)\//],
  ['Chromium', /\bChromium\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
]

const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b|\bMacintosh\b/],
  ['Linux', /\bLinux\b|\bX11\b/],
]

/** `curl/8.5.0`, or one word alone. */
const PROGRAM = /^([A-Za-z][\w.-]{1,30})(?:\/\d|$)/

/** Reads a user agent. It is what the client said of itself: a hint for its owner, never proof. */
export function deviceOf(userAgent: string | null | undefined): Device {
  const text = userAgent ?? ''
  const browser = BROWSERS.find(([, pattern]) => pattern.test(text))?.[0]
  const system = SYSTEMS.find(([, pattern]) => pattern.test(text))?.[0]
  if (!browser && !text.startsWith('Mozilla/')) {
    const program = PROGRAM.exec(text)?.[1]
    return program ? { name: program, kind: 'program' } : { name: 'Unknown program', kind: 'unknown' }
  }
  return { name: [browser ?? 'Browser', system].filter(Boolean).join(' on '), kind: kindOf(system, text) }
}

function kindOf(system: string | undefined, text: string): Device['kind'] {
  if (system === 'iPhone') return 'phone'
  if (system === 'iPad') return 'tablet'
  if (system === 'Android') return /\bMobile\b/.test(text) ? 'phone' : 'tablet'
  return system ? 'computer' : 'unknown'
}

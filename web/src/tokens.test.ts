import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contrastRatio, hexColor } from './lib/contrast'

/** The `--name: #rrggbb` of one rule of a style sheet. */
function colours(file: string, selector: string): Record<string, string> {
  const css = readFileSync(join(__dirname, file), 'utf8')
  const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].filter(([, heading]) => heading?.trim().endsWith(selector))
  return Object.fromEntries(
    rules.flatMap(([, , body]) =>
      [...(body ?? '').matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map(([, k, v]) => [k, v]),
    ),
  ) as Record<string, string>
}

const themes = {
  light: { tokens: colours('tokens.css', ':root'), grounds: ['#ffffff', '#f8f9fb'] },
  dark: { tokens: colours('tokens.css', '.dark'), grounds: ['#0d0e12', '#08090b', '#181a20'] },
}
const ratio = (one = '', other = '') => contrastRatio(hexColor(one), hexColor(other))

describe.each(Object.entries(themes))('the %s theme', (_name, { tokens, grounds }) => {
  const families = Object.keys(tokens).filter((token) => `${token}-soft` in tokens)

  it('has seven severities and six statuses', () => expect(families).toHaveLength(13))

  it.each(families)('%s: its words can be read, its marks can be seen', (family) => {
    const on = tokens[`${family}-on`]
    for (const ground of [tokens[`${family}-soft`], ...grounds]) {
      expect(ratio(tokens[`${family}-text`], ground)).toBeGreaterThanOrEqual(4.5)
    }
    for (const ground of grounds) expect(ratio(tokens[family], ground)).toBeGreaterThanOrEqual(3)
    if (on && /critical|fatal/.test(family)) expect(ratio(on, tokens[family])).toBeGreaterThanOrEqual(4.5)
  })
})

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test'

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const ofColours = ['color-contrast', 'link-in-text-block']

/** What axe finds: by all rules in the light theme, and in the dark one, where nothing but the colours differs, by those about colours. */
export async function axeFaults(page: Page, name: string, without: string[] = []): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page })
    if (colorScheme === 'light') axe.withTags(levels)
    else axe.withRules(ofColours)
    for (const part of without) axe.exclude(part)
    const { violations } = await axe.analyze()
    for (const { id, nodes } of violations)
      for (const { target, failureSummary } of nodes)
        found.push(`${name}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary}`)
  }
  return found
}

/** `without`: selectors of parts that are not ours to mend. */
export async function expectClean(page: Page, name: string, without: string[] = []): Promise<void> {
  expect(await axeFaults(page, name, without)).toEqual([])
}

import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test'

const schemes = ['light', 'dark'] as const

/** WCAG 2.2 AA as far as a machine can see it, light and dark. `except`: parts that are not ours to mend. */
export async function expectClean(page: Page, name: string, except: string[] = []): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const axe = new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    for (const part of except) axe.exclude(part)
    const { violations } = await axe.analyze()
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${name}, ${colorScheme}: ${id} at ${target.join(' ')}: ${failureSummary}`,
      ),
    )
    expect(found).toEqual([])
  }
}

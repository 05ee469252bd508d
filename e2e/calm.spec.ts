import type { Page } from '@playwright/test'
import { expect, openQueue, rowOf, sendAlert, someWord, test } from './test'

interface Shift extends PerformanceEntry {
  value: number
  sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[]
}
declare global {
  interface Window {
    shifts: string[]
  }
}

/** From the first paint on, everything that jumps on the page, as the browser counts it (Layout Instability API). */
const noteShifts = (page: Page) =>
  page.addInitScript(() => {
    window.shifts = []
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Shift[]) {
        const placeOf = ({ x, y, width, height }: DOMRectReadOnly) => [x, y, width, height].map(Math.round).join(' ')
        const moved = sources.map(({ node, previousRect, currentRect }) => {
          const what = node instanceof Element ? node.outerHTML.slice(0, 150) : 'text'
          return `${what} from ${placeOf(previousRect)} to ${placeOf(currentRect)}`
        })
        window.shifts.push(`${value} by ${moved.join(', ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })

/** Two frames later whatever the last change has moved has been told. */
const shiftsOf = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => resolve(window.shifts)))),
      ),
  )

test('nothing jumps while the queue loads, and while thirty alerts come in and the counts move', async ({
  page,
  platform,
}) => {
  const mark = someWord()
  for (const index of [1, 2, 3]) await sendAlert(platform, `There ${mark} ${index}`, { severity: 'low' })
  await noteShifts(page)
  await openQueue(page, platform, { query: `?q=${mark}` })
  await expect(rowOf(page, mark)).toHaveCount(3)
  await expect(page.getByRole('button', { name: '3 Low, New' })).toBeVisible()

  // Worse than what is there, so that all of them stand above it; from hosts that no facet has counted yet.
  const severities = ['medium', 'high', 'critical']
  for (let index = 0; index < 30; index += 1)
    await sendAlert(platform, `New ${mark} ${index}`, { severity: severities[index % 3], host: `host-${index % 7}` })
  await expect(page.getByRole('button', { name: '30 new' })).toBeVisible()
  await expect(page.getByRole('button', { name: /^New 33$/ })).toBeVisible()
  await expect(page.getByRole('button', { name: '10 Critical, New' })).toBeVisible()
  await expect(page.getByRole('complementary', { name: 'Filter' })).toContainText('33')
  expect(await shiftsOf(page)).toEqual([])

  // And it would have been noticed.
  await page.locator('#main').evaluate((main) => (main.style.paddingTop = '40px'))
  expect(await shiftsOf(page)).not.toEqual([])
})

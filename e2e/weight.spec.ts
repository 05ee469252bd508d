import { get } from 'node:http'
import type { Page } from '@playwright/test'
import { expect, rowOf, sendAlert, someTitle, test } from './test'

const MOST_BYTES = 235_000

/** What crosses the wire for one file, when the browser takes gzip: every server in front can do that much. */
function bytesOf(url: string): Promise<{ bytes: number; encoding: string | undefined }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (answer) => {
      let bytes = 0
      answer.on('data', (chunk: Buffer) => (bytes += chunk.length))
      answer.on('end', () => resolve({ bytes, encoding: answer.headers['content-encoding'] }))
    }).on('error', reject)
  })
}

/** What the page fetches ahead, last of all: the palette, and what opens beside the list or in its place. */
const AHEAD = [/\/CommandPalette-/, /\/AlertPane-/, /\/AlertPage-/]

/** Every script a page asks for from now on. */
function scriptsOf(page: Page): Set<string> {
  const scripts = new Set<string>()
  page.on('request', (request) => {
    if (/\.m?js$/.test(new URL(request.url()).pathname)) scripts.add(request.url())
  })
  return scripts
}

/** Bytes on the wire, once nothing has been asked for in a while. */
async function sumOf(page: Page, scripts: ReadonlySet<string>): Promise<number> {
  await expect(async () => {
    const before = scripts.size
    await page.waitForTimeout(2_000)
    expect(scripts.size).toBe(before)
  }).toPass()
  const files = await Promise.all([...scripts].map(async (url) => ({ url, ...(await bytesOf(url)) })))
  // Small ones are sent as they are.
  expect(files.filter(({ bytes, encoding }) => encoding !== 'gzip' && bytes > 2_000)).toEqual([])
  const sum = files.reduce((total, { bytes }) => total + bytes, 0)
  test.info().annotations.push({ type: 'kB of JavaScript', description: `${Math.round(sum / 1_000)}` })
  expect(sum).toBeGreaterThan(50_000)
  return sum
}

test('a visit to the queue, with all that is fetched ahead, takes at most 235 kB of JavaScript', async ({
  page,
  platform,
}) => {
  const title = someTitle('Light')
  await sendAlert(platform, title)
  const scripts = scriptsOf(page)
  await page.goto(`${platform.url}/t/default/alerts?q=${encodeURIComponent(title)}`)
  await expect(rowOf(page, title)).toBeVisible()
  const isAhead = () => AHEAD.every((pattern) => [...scripts].some((url) => pattern.test(url)))
  await expect.poll(isAhead, { timeout: 20_000 }).toBe(true)
  expect(await sumOf(page, scripts)).toBeLessThanOrEqual(MOST_BYTES)
})

test("an alert's own page takes at most as much, and nothing on it jumps", async ({ page, platform }) => {
  const title = someTitle('Light page')
  const id = await sendAlert(platform, title)
  const scripts = scriptsOf(page)
  await page.addInitScript(() => {
    const shifts: number[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((seen) => {
      for (const entry of seen.getEntries()) shifts.push((entry as PerformanceEntry & { value: number }).value)
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await page.goto(`${platform.url}/t/default/alerts/${id}`)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'History' })).toBeVisible()
  expect(await sumOf(page, scripts)).toBeLessThanOrEqual(MOST_BYTES)
  const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts)
  expect(shifts.reduce((sum, shift) => sum + shift, 0)).toBe(0)
})

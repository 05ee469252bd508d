import { get } from 'node:http'
import { expect, rowOf, sendAlert, someTitle, test } from './test'

const MOST_BYTES = 250_000

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

test('a visit to the queue, with all that is fetched ahead, takes at most 250 kB of JavaScript', async ({
  page,
  platform,
}) => {
  const title = someTitle('Light')
  await sendAlert(platform, title)
  const scripts = new Set<string>()
  page.on('request', (request) => {
    if (/\.m?js$/.test(new URL(request.url()).pathname)) scripts.add(request.url())
  })
  await page.goto(`${platform.url}/t/default/alerts?q=${encodeURIComponent(title)}`)
  await expect(rowOf(page, title)).toBeVisible()
  const isAhead = () => AHEAD.every((pattern) => [...scripts].some((url) => pattern.test(url)))
  await expect.poll(isAhead, { timeout: 20_000 }).toBe(true)
  // What these bring with them has been asked for when nothing has come for a while.
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
  expect(sum).toBeLessThanOrEqual(MOST_BYTES)
})

import { expect, test } from './test'
import { watch } from './watch'

/** What the other tests rely on: that none of these would go unnoticed. */
test('whatever a page, its tabs, its workers and its sockets do wrong is noticed', async ({ browser }) => {
  const home = 'http://home.test'
  const bodies: Record<string, string> = {
    '/': '<script src="http://page.test/a.js"></script>',
    '/tab': '<script>console.warn("in a tab"); new WebSocket("ws://127.0.0.1:9/")</script>',
    '/work': '<script>new Worker("/worker.js"); throw new Error("in a page")</script>',
    '/worker.js': 'console.error("in a worker"); fetch("http://worker.test/").catch(() => undefined)',
  }
  const context = await browser.newContext({ storageState: undefined })
  const faults: string[] = []
  await context.route('**', (route) => {
    const { pathname, origin } = new URL(route.request().url())
    const contentType = pathname.endsWith('.js') ? 'text/javascript' : 'text/html'
    return route.fulfill({ contentType, body: origin === home ? bodies[pathname] : '' })
  })
  watch(context, new URL(home).host, faults)
  for (const path of ['/', '/tab', '/work']) await (await context.newPage()).goto(home + path)
  for (const fault of [
    'asked http://page.test',
    'in a tab',
    'asked ws://127.0.0.1:9',
    'in a page',
    'in a worker',
    'asked http://worker.test',
  ])
    await expect.poll(() => faults.join('\n')).toContain(fault)
  await context.close()
})

import type { Page } from '@playwright/test'

/** A browser whose line is slow: what the server tells by itself does not arrive until `release`. Call before the page is opened. */
export async function holdNews(page: Page): Promise<{ hold: () => void; release: () => void }> {
  let isHeld = false
  const held: (() => void)[] = []
  await page.routeWebSocket(/\/graphql$/, (socket) => {
    const server = socket.connectToServer()
    server.onMessage((message) => {
      // The rest of the protocol goes on: without its pings the page would notice.
      const isNews = JSON.parse(message.toString()).type === 'next'
      if (isHeld && isNews) held.push(() => socket.send(message))
      else socket.send(message)
    })
  })
  return {
    hold: () => void (isHeld = true),
    release: () => {
      isHeld = false
      held.splice(0).forEach((send) => send())
    },
  }
}

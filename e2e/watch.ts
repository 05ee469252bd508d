import type { BrowserContext, Page } from '@playwright/test'

/** What Chromium itself logs and no page can prevent is no fault where a test provokes it. */
export function forgive(faults: string[], expected: RegExp): void {
  faults.splice(0, Infinity, ...faults.filter((fault) => !expected.test(fault)))
}

/**
 * Notes what goes wrong on any page of a browser without being seen on the screen: errors and warnings in the log, exceptions, and
 * everything that is asked of any other host, also by new tabs, workers and sockets.
 */
export function watch(context: BrowserContext, home: string, faults: string[]): void {
  const look = (address: string) => {
    const { host, protocol } = new URL(address)
    if (/^(https?|wss?):$/.test(protocol) && host !== home) faults.push(`asked ${address}`)
  }
  context.on('request', (request) => look(request.url()))
  context.on('weberror', (event) => faults.push(`threw ${event.error().stack ?? event.error().message}`))
  context.on('console', (message) => {
    const { url } = message.location()
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`logged ${message.text()} (${url})`)
  })
  const watchSockets = (page: Page) => page.on('websocket', (socket) => look(socket.url()))
  context.pages().forEach(watchSockets)
  context.on('page', watchSockets)
}

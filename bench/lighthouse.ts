import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from 'lighthouse'
import WebSocket from 'ws'
import { browserArguments, browserPath } from '../scripts/browser.mjs'
import { freePort } from '../scripts/server-process.mjs'
import type { ServerUnderTest } from './server'

/** Lighthouse's two settings: a desk with a quick line, and a slow telephone on 4G. */
export const devices = ['desktop', 'mobile'] as const
export type Device = (typeof devices)[number]

/** Now and then Chromium gives Lighthouse a trace without its beginning: that load is made again. */
const attempts = 3

/** One load in a browser of its own, signed in. */
export async function visit(server: ServerUnderTest, path: string, device: Device, left = attempts): Promise<Result> {
  const { url, admin } = server
  const { default: lighthouse, desktopConfig } = await import('lighthouse')
  const browser = await openBrowser()
  try {
    const [name = '', value = ''] = admin.cookie.split('=')
    if (path !== '/sign-in')
      await browser.send('Storage.setCookies', { cookies: [{ name, value, url, httpOnly: true }] })
    const onlyCategories = ['performance', 'accessibility', 'best-practices']
    const flags = { port: browser.port, disableStorageReset: true, logLevel: 'error', onlyCategories } as const
    const ran = await lighthouse(`${url}${path}`, flags, device === 'desktop' ? desktopConfig : undefined)
    const fault = ran?.lhr.runtimeError
    if (fault?.code === 'NO_NAVSTART' && left > 1) return await visit(server, path, device, left - 1)
    if (!ran || fault) throw new Error(`Lighthouse: ${fault?.message ?? 'no result'}`)
    if (!ran.lhr.finalDisplayedUrl.endsWith(path)) throw new Error(`${path} led to ${ran.lhr.finalDisplayedUrl}`)
    return ran.lhr
  } finally {
    await browser.close()
  }
}

/** A headless Chromium with an empty profile, and the one command of its debugging protocol that Lighthouse has no word for. */
async function openBrowser() {
  const profile = await mkdtemp(join(tmpdir(), 'tocsin-lighthouse-'))
  const port = await freePort()
  const args = [...browserArguments, '--headless=new', `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`]
  const child = spawn(browserPath(), [...args, 'about:blank'], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const endpoint = await debuggerOf(port)
  const send = async (method: string, params: object): Promise<void> => {
    const socket = new WebSocket(endpoint)
    await once(socket, 'open')
    socket.send(JSON.stringify({ id: 1, method, params }))
    await once(socket, 'message')
    socket.close()
  }
  const close = async () => {
    child.kill()
    await ended
    await rm(profile, { recursive: true, force: true, maxRetries: 3 })
  }
  return { port, send, close }
}

async function debuggerOf(port: number): Promise<string> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${port}/json/version`).catch(() => null)
    if (answer?.ok) return ((await answer.json()) as { webSocketDebuggerUrl: string }).webSocketDebuggerUrl
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Chromium did not open its debugging port')
}

import { createClient, MessageType, type Client } from 'graphql-ws'
import { readonly, ref, type Ref } from 'vue'
import { reconnectDelay } from './lib/reconnect-delay'

/**
 * idle: nothing on this page is live · connecting: the first attempt runs · live: changes arrive · reconnecting: cut off, trying again by itself ·
 * refused: the server ended it for want of rights, trying again would not help.
 */
export type LiveState = 'idle' | 'connecting' | 'live' | 'reconnecting' | 'refused'

export interface LiveSocket {
  client: Client
  state: Readonly<Ref<LiveState>>
  /** When the server was last heard (ms since 1970); null before the first word. */
  heardAt: Readonly<Ref<number | null>>
  /** When the next attempt to connect begins; null while one runs or none is needed. */
  retryAt: Readonly<Ref<number | null>>
  /** Does not wait for `retryAt`. */
  retryNow: () => void
  /**
   * Runs after every connection: changes may have been missed, so load again. After the first one, too (`isFirst`), for what was committed
   * while the page loaded and the socket still opened; that is rarely anything. Returns how to stop.
   */
  whenResumed: (listener: (isFirst: boolean) => void) => () => void
  /** Runs whenever any subscription brings something. Returns how to stop. */
  whenNews: (listener: () => void) => () => void
  close: () => void
}

const PING_EVERY_MS = 15_000
/** A page loads while the socket still opens: what was committed in between is looked for once the first screen stands. */
const SETTLED_AFTER_MS = 1_000
const PONG_WITHIN_MS = 5_000
/** Close codes of the server for "no session" and "rights revoked". */
const REFUSALS = [4401, 4403]

function socketUrl(): string {
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`
}

function closeCode(event: unknown): number | undefined {
  const code: unknown = typeof event === 'object' && event !== null && 'code' in event ? event.code : undefined
  return typeof code === 'number' ? code : undefined
}

/** The pauses between attempts: cut short by `retryNow`, and when the browser says that it is online again. */
function createBackOff() {
  const retryAt = ref<number | null>(null)
  let goOn: () => void = () => undefined
  function wait(retries: number): Promise<void> {
    const delay = reconnectDelay(retries)
    retryAt.value = Date.now() + delay
    return new Promise((resolve) => {
      const timer = setTimeout(done, delay)
      addEventListener('online', done, { once: true })
      goOn = done
      function done() {
        clearTimeout(timer)
        removeEventListener('online', done)
        retryAt.value = null
        resolve()
      }
    })
  }
  return { retryAt, wait, retryNow: () => goOn() }
}

/** The tenant's WebSocket. It opens with the first subscription and comes back by itself for as long as one is wanted. */
export function openLiveSocket(tenant: string): LiveSocket {
  const state = ref<LiveState>('idle')
  const heardAt = ref<number | null>(null)
  const { retryAt, wait, retryNow } = createBackOff()
  const resumed = new Set<(isFirst: boolean) => void>()
  const news = new Set<() => void>()
  let wasConnected = false
  const client = createClient({
    url: socketUrl,
    connectionParams: tenant ? { tenant } : {},
    keepAlive: PING_EVERY_MS,
    retryAttempts: Infinity,
    retryWait: wait,
    shouldRetry: (problem) => !REFUSALS.includes(closeCode(problem) ?? 0),
    on: {
      connecting: () => {
        if (state.value === 'idle') state.value = 'connecting'
      },
      connected: () => {
        state.value = 'live'
        const tell = (isFirst: boolean) => resumed.forEach((listener) => listener(isFirst))
        if (wasConnected) tell(false)
        else setTimeout(() => tell(true), SETTLED_AFTER_MS)
        wasConnected = true
      },
      message: ({ type }) => {
        heardAt.value = Date.now()
        if (type === MessageType.Next) news.forEach((listener) => listener())
      },
      closed: (event) => {
        const code = closeCode(event)
        // 1000: nobody subscribes any more, so nothing was missed either.
        if (code === 1000) wasConnected = false
        state.value = REFUSALS.includes(code ?? 0) ? 'refused' : code === 1000 ? 'idle' : 'reconnecting'
      },
    },
  })
  watchPongs(client)
  return {
    client,
    state: readonly(state),
    heardAt: readonly(heardAt),
    retryAt: readonly(retryAt),
    retryNow,
    whenResumed: (listener) => listen(resumed, listener),
    whenNews: (listener) => listen(news, listener),
    close: () => void client.dispose(),
  }
}

function listen<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** A peer that vanished without closing (sleep, a dead tunnel) is noticed by its missing answer, and the client comes again. */
function watchPongs(client: Client): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  client.on('ping', (received) => {
    if (!received) timer = setTimeout(() => client.terminate(), PONG_WITHIN_MS)
  })
  client.on('pong', (received) => {
    if (received) clearTimeout(timer)
  })
  client.on('closed', () => clearTimeout(timer))
}

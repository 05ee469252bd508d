import { CutProxy } from './cut-proxy'
import { admin } from './harness'
import { startTestNode, type Caller, type TestNode } from './test-node'

const redisUrl = process.env.REDIS_URL
if (!redisUrl)
  console.warn('\n*** REDIS_URL is not set: the tests of two nodes sharing one Redis are not run here. ***\n')
const withRedis = redisUrl ? describe : describe.skip

const createAlert = `mutation ($title: String!) { createAlert(input: { title: $title, severity: HIGH }) { alert { id } } }`
const alertChanged = `subscription { alertChanged { kind alertId alert { title } } }`

interface Change {
  alertChanged: { kind: string; alertId: string | null; alert: { title: string } | null }
}

async function signInTo(node: TestNode): Promise<Caller> {
  const { cookie } = await node.gql(
    'mutation ($input: SignInInput!) { signIn(input: $input) { viewer { user { id } } } }',
    { input: admin },
  )
  return { cookie: cookie ?? '', tenant: node.platform.config.TOCSIN_TENANT }
}

const pubsubOf = async (node: TestNode) => {
  const answer = (await (await fetch(`${node.url}/readyz`)).json()) as { parts: { pubsub: { state: string } } }
  return answer.parts.pubsub.state
}

async function eventually<T>(read: () => Promise<T>, wanted: T): Promise<void> {
  for (let attempt = 0; attempt < 300; attempt++) {
    if ((await read()) === wanted) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  expect(await read()).toEqual(wanted)
}

withRedis('two servers on one database and one Redis', () => {
  let proxy: CutProxy
  let near: TestNode
  let far: TestNode
  let caller: Caller

  beforeAll(async () => {
    proxy = await new CutProxy(new URL(redisUrl ?? '')).start()
    near = await startTestNode({ REDIS_URL: proxy.url })
    far = await startTestNode({ REDIS_URL: redisUrl ?? '' })
    caller = await signInTo(near)
    await eventually(() => pubsubOf(near), 'up')
  })
  afterAll(async () => {
    await near.stop()
    await far.stop()
    await proxy.cut()
  })

  const watch = async () => {
    const live = near.subscribe<Change>(alertChanged, {}, caller)
    const first = live.next()
    await new Promise((resolve) => setTimeout(resolve, 300)) // the subscription is under way
    return { live, first }
  }
  const changeOf = (step: IteratorResult<{ data?: Change | null }>) =>
    (step.value as { data: Change }).data.alertChanged

  it('shows a change made through one on a subscriber of the other', async () => {
    const { live, first } = await watch()
    const made = await far.gql(createAlert, { title: 'from afar' }, caller)
    expect(made.errors).toBeUndefined()
    expect(changeOf(await first)).toMatchObject({ kind: 'CREATED', alert: { title: 'from afar' } })
    await live.return?.(undefined)
  })

  it('goes on without Redis, says so, and resyncs every subscriber when it is back', async () => {
    const { live, first } = await watch()
    await proxy.cut()
    await eventually(() => pubsubOf(near), 'degraded')
    await far.gql(createAlert, { title: 'missed' }, caller)
    const own = await near.gql(createAlert, { title: 'made here meanwhile' }, caller)
    expect(own.errors).toBeUndefined()
    expect(changeOf(await first)).toMatchObject({ kind: 'CREATED', alert: { title: 'made here meanwhile' } })

    const next = live.next()
    await proxy.start()
    expect(changeOf(await next)).toMatchObject({ kind: 'RESYNC', alertId: null, alert: null })
    await eventually(() => pubsubOf(near), 'up')
    await far.gql(createAlert, { title: 'after the break' }, caller)
    const rest: string[] = []
    while (rest.at(-1) !== 'CREATED') rest.push(changeOf(await live.next()).kind)
    await live.return?.(undefined)
  })

  it('tells the far side of a gap too, since what the near side published meanwhile was lost', async () => {
    const live = far.subscribe<Change>(alertChanged, {}, { ...caller, ...(await signInTo(far)) })
    const first = live.next()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await proxy.cut()
    await eventually(() => pubsubOf(near), 'degraded')
    await near.gql(createAlert, { title: 'unsent' }, caller)
    await proxy.start()
    expect(changeOf(await first).kind).toBe('RESYNC')
    await live.return?.(undefined)
  })
})

withRedis('a server whose Redis', () => {
  let proxy: CutProxy
  beforeEach(async () => (proxy = await new CutProxy(new URL(redisUrl ?? '')).start()))
  afterEach(() => proxy.cut())

  it('is away when it starts tells its subscribers of a gap once Redis is there', async () => {
    await proxy.cut()
    const node = await startTestNode({ REDIS_URL: proxy.url })
    const live = node.subscribe<Change>(alertChanged, {}, await signInTo(node))
    const first = live.next()
    await new Promise((resolve) => setTimeout(resolve, 300))
    await proxy.start()
    expect((await first).value).toMatchObject({ data: { alertChanged: { kind: 'RESYNC' } } })
    await node.stop()
  })

  it('hangs says so, and keeps no news waiting', async () => {
    const node = await startTestNode({ REDIS_URL: proxy.url })
    await eventually(() => pubsubOf(node), 'up')
    proxy.freeze()
    await eventually(() => pubsubOf(node), 'degraded')
    const made = await node.gql(createAlert, { title: 'alone' }, await signInTo(node))
    expect(made.errors).toBeUndefined()
    await node.stop()
  }, 20_000)
})

describe('two servers on one database without Redis', () => {
  it('notice each other and say what is missing', async () => {
    const one = await startTestNode({ REDIS_URL: '' })
    const two = await startTestNode({ REDIS_URL: '' })
    await eventually(() => pubsubOf(one), 'degraded')
    await one.stop()
    await two.stop()
  })
})

import { SourceAuthentication } from '../sources/source.authentication'
import { updateSource } from '../sources/source.service'
import { aSender, sign, storedTexts } from '../../test/sender'
import { startTestNode, type TestNode } from '../../test/test-node'

let node: TestNode

beforeAll(async () => {
  node = await startTestNode()
})
afterAll(() => node.stop())

const page = '<script>alert(1)</script>'

interface Heard {
  status: number
  type: string
  sniffing: string | null
  text: string
}

async function ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Heard> {
  const response = await fetch(`${node.url}/api/v1${path}`, { method, headers })
  const { status } = response
  const type = response.headers.get('content-type') ?? ''
  return { status, type, sniffing: response.headers.get('x-content-type-options'), text: await response.text() }
}

/** The same answer as to any stranger, with nothing of what was asked in it. */
function expectRefused({ status, type, text }: Heard): void {
  expect({ status, type }).toEqual({ status: 401, type: 'application/problem+json; charset=utf-8' })
  expect(JSON.parse(text)).toMatchObject({ code: 'UNAUTHENTICATED' })
  expect(text).not.toContain('script')
}

describe("Okta's verification", () => {
  const challenge = (more: Record<string, string> = {}) => ({ 'x-okta-verification-challenge': page, ...more })
  const echoed = {
    status: 200,
    type: 'application/json; charset=utf-8',
    sniffing: 'nosniff',
    text: JSON.stringify({ verification: page }),
  }

  it('is answered with its challenge, as JSON, on every address of a source that proves itself by a header', async () => {
    const { tenant, slug, secret } = await aSender(node, { authentication: SourceAuthentication.BEARER })
    const bearer = { authorization: `Bearer ${secret}` }
    expect(await ask('GET', `/webhook/${slug}`, challenge({ ...bearer, 'x-tenant': tenant.slug }))).toEqual(echoed)
    expect(await ask('GET', `/webhook/${tenant.slug}/${slug}`, challenge(bearer))).toEqual(echoed)
    expect(await storedTexts(node.platform, tenant.id)).toEqual([])
  })

  it('is answered on an address that is a secret', async () => {
    const { secret } = await aSender(node, { authentication: SourceAuthentication.URL_TOKEN })
    expect(await ask('GET', `/hook/${secret}`, challenge())).toEqual(echoed)
  })

  it('is not answered to whoever proves nothing', async () => {
    const bearer = await aSender(node, { authentication: SourceAuthentication.BEARER })
    const path = `/webhook/${bearer.tenant.slug}/${bearer.slug}`
    expectRefused(await ask('GET', path, challenge()))
    expectRefused(await ask('GET', path, challenge({ authorization: 'Bearer wrong' })))
    expectRefused(await ask('GET', '/webhook/nobody/nothing', challenge()))
    expectRefused(await ask('GET', `/hook/whs_${'a'.repeat(43)}`, challenge()))
    await updateSource(bearer.admin, { id: bearer.id, enabled: false })
    expectRefused(await ask('GET', path, challenge({ authorization: `Bearer ${bearer.secret}` })))
  })

  it('is not answered for a source that signs: nothing is signed that could prove it', async () => {
    const { tenant, slug, secret } = await aSender(node)
    const signature = { 'x-signature': sign(secret, '') }
    expectRefused(await ask('GET', `/webhook/${tenant.slug}/${slug}`, challenge(signature)))
  })

  it('cuts an endless challenge, and is no other question without one', async () => {
    const { secret } = await aSender(node, { authentication: SourceAuthentication.URL_TOKEN })
    const { text } = await ask(
      'GET',
      `/hook/${secret}`,
      challenge({ 'x-okta-verification-challenge': 'x'.repeat(9_000) }),
    )
    expect(text).toBe(JSON.stringify({ verification: 'x'.repeat(1_024) }))
    expect(await ask('GET', `/hook/${secret}`)).toMatchObject({ status: 404 })
  })
})

describe("Microsoft Graph's validation", () => {
  const query = `?validationToken=${encodeURIComponent(page)}`

  it('is answered with its token as plain text, which no browser takes for a page', async () => {
    const { secret, tenant } = await aSender(node, { authentication: SourceAuthentication.URL_TOKEN })
    expect(await ask('POST', `/hook/${secret}${query}`)).toEqual({
      status: 200,
      type: 'text/plain; charset=utf-8',
      sniffing: 'nosniff',
      text: page,
    })
    expect(await storedTexts(node.platform, tenant.id)).toEqual([])
  })

  it('is not answered to whoever does not know the address', async () => {
    expectRefused(await ask('POST', `/hook/whs_${'b'.repeat(43)}${query}`))
    expectRefused(await ask('POST', `/hook/${encodeURIComponent(page)}${query}`))
    const signing = await aSender(node)
    expectRefused(await ask('POST', `/hook/${signing.secret}${query}`))
  })

  it.each(['?validationToken=a&validationToken=b', '?validationToken[x]=1', '?validationToken='])(
    'echoes nothing of %s',
    async (odd) => {
      const { secret } = await aSender(node, { authentication: SourceAuthentication.URL_TOKEN })
      const { status, type, text } = await ask('POST', `/hook/${secret}${odd}`, { 'content-type': 'application/json' })
      expect(status).toBeLessThan(500)
      expect(type).not.toContain('html')
      if (status === 200) expect(text).toBe('')
    },
  )
})

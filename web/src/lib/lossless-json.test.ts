import fc from 'fast-check'
import { isContainer, readJson, type JsonNode } from './lossless-json'

/** What JSON.parse would make of it: its rounding, its last of repeated keys. */
function plain(node: JsonNode): unknown {
  if (node.kind === 'array') return node.children.map(plain)
  if (node.kind === 'object') {
    const members = node.children.map((child) => [String(child.key), plain(child)] as const)
    return Object.fromEntries(members)
  }
  return node.kind === 'string' ? node.text : JSON.parse(node.text)
}

function parsed(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) as unknown }
  } catch {
    return null
  }
}

function expectAgreement(text: string): void {
  const node = readJson(text)
  const expected = parsed(text)
  expect(node && { value: plain(node) }).toEqual(expected)
}

describe('readJson', () => {
  it('reads whatever JSON.parse reads, as it reads it', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, '\t'), (json, space) => {
        expectAgreement(JSON.stringify(JSON.parse(json), null, space))
      }),
    )
  })

  it('refuses whatever JSON.parse refuses', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '0', '\\', '\n', 'e', '-', ' '),
        (json, at, put) => {
          const cut = at % (json.length + 1)
          expectAgreement(json.slice(0, cut) + put + json.slice(cut + 1))
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    '{,}',
    '01',
    '1.',
    '.5',
    '+1',
    'nul',
    'truefalse',
    '"\\x"',
    '"\t"',
    '[1 2]',
    '{"a" 1}',
    '{a:1}',
    "'a'",
    '1 1',
    '\u00a01',
  ])('says that %j is no JSON', (text) => {
    expect(readJson(text)).toBeNull()
    expect(parsed(text)).toBeNull()
  })

  it('keeps every digit, every key and their places in the text', () => {
    const text = '{"id": 12345678901234567890, "id": 1.10, "deep": [{"e": -1E+400}]}'
    const root = readJson(text)
    const [first, second, deep] = root?.children ?? []
    expect([first?.text, second?.text]).toEqual(['12345678901234567890', '1.10'])
    expect([first?.key, second?.key]).toEqual(['id', 'id'])
    expect(text.slice(deep?.start, deep?.end)).toBe('[{"e": -1E+400}]')
    expect(deep?.children[0]?.children[0]).toMatchObject({ key: 'e', text: '-1E+400' })
  })

  it('slices to itself at every place', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const check = (node: JsonNode) => {
          expect(JSON.parse(json.slice(node.start, node.end))).toEqual(plain(node))
          node.children.forEach(check)
          node.children.forEach((child) => expect(child.parent).toBe(node))
        }
        const root = readJson(json)
        if (root) check(root)
      }),
    )
  })

  it('reads a depth that would exhaust the stack of a recursive reader', () => {
    let node = readJson('['.repeat(200_000) + ']'.repeat(200_000))
    let depth = 0
    while (node && isContainer(node)) {
      depth += 1
      node = node.children[0] ?? null
    }
    expect(depth).toBe(200_000)
  })
})

import fc from 'fast-check'
import { ancestorsOf, canOpen, findIn, openAtFirst, pathOf, valueOf, visibleRows } from './json-tree'
import { readJson, type JsonNode } from './lossless-json'

function read(value: unknown): JsonNode {
  const node = readJson(JSON.stringify(value))
  if (!node) throw new Error('no JSON')
  return node
}

const everyNode = (node: JsonNode): JsonNode[] => [node, ...node.children.flatMap(everyNode)]
const named = (root: JsonNode, key: string) => everyNode(root).find((node) => node.key === key) as JsonNode
const lines = (root: JsonNode, open: Set<JsonNode>) =>
  visibleRows(root, open).map(({ node, depth }) => `${' '.repeat(depth)}${node.key}`)

describe('visibleRows', () => {
  it('shows what is open, in the order of the text', () => {
    const root = read({ a: { b: 1, c: [true] }, d: null })
    expect(lines(root, new Set())).toEqual(['a', 'd'])
    expect(lines(root, new Set([named(root, 'a')]))).toEqual(['a', ' b', ' c', 'd'])
    expect(lines(root, new Set([named(root, 'a'), named(root, 'c')]))).toEqual(['a', ' b', ' c', '  0', 'd'])
  })

  it('shows a plain value and an empty object as one line', () => {
    expect(lines(read(7), new Set())).toEqual(['null'])
    expect(lines(read({}), new Set())).toEqual(['null'])
  })

  it('shows every node once when all is open', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        const root = readJson(json) as JsonNode
        const all = everyNode(root)
        const expected = root.children.length > 0 ? all.slice(1) : all
        expect(visibleRows(root, new Set(all)).map(({ node }) => node)).toEqual(expected)
      }),
    )
  })
})

describe('openAtFirst', () => {
  it('opens whole levels while they fit', () => {
    const root = read({ a: { b: { c: 1 } }, d: [1, 2, 3] })
    expect(visibleRows(root, openAtFirst(root))).toHaveLength(7)
    expect(visibleRows(root, openAtFirst(root, 6))).toHaveLength(6)
    expect(visibleRows(root, openAtFirst(root, 5))).toHaveLength(2)
  })
})

it('names a place as a JSONPath', () => {
  const root = read({ rule: { 'event.id': [{ "it's": 1 }] } })
  expect(pathOf(named(root, "it's"))).toBe("$.rule['event.id'][0]['it\\'s']")
  expect(pathOf(root)).toBe('$')
  expect(ancestorsOf(named(root, 'event.id')).at(-1)).toBe(root)
})

it('copies strings as text and the rest as it was sent', () => {
  const source = '{"s": "a\\nb", "n": 12345678901234567890, "o": {"x":  1}}'
  const root = readJson(source) as JsonNode
  expect(root.children.map((node) => valueOf(node, source))).toEqual(['a\nb', '12345678901234567890', '{"x":  1}'])
})

it('finds names and values, whatever their case, up to a limit', () => {
  const root = read({ Host: 'web-1', list: ['WEB-1', 2], web: { none: 'x' } })
  expect(findIn(root, 'web').map(pathOf)).toEqual(['$.Host', '$.list[0]', '$.web'])
  expect(findIn(root, 'web', 2)).toHaveLength(2)
  expect(findIn(root, '')).toEqual([])
})

it('opens what holds something, and long texts', () => {
  expect([read([]), read([1]), read('short'), read('x'.repeat(301))].map(canOpen)).toEqual([false, true, false, true])
})

import fc from 'fast-check'
import { anchorOf, readGuide, readMarkdown } from './markdown'

it('reads what the manual is written in', () => {
  const blocks = readMarkdown(
    '# A *first* page\n\nSee [`alerts`](x.md#y).\n\n- one\n- two\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```js send.mjs\nsend()\n```\n',
  )
  expect(blocks).toEqual([
    expect.objectContaining({ kind: 'heading', level: 1, id: 'a-first-page', text: 'A first page' }),
    {
      kind: 'paragraph',
      children: [
        { kind: 'text', text: 'See ' },
        { kind: 'link', href: 'x.md#y', children: [{ kind: 'code', text: 'alerts' }] },
        { kind: 'text', text: '.' },
      ],
    },
    expect.objectContaining({ kind: 'list', isOrdered: false, items: [expect.any(Array), expect.any(Array)] }),
    {
      kind: 'table',
      head: [[{ kind: 'text', text: 'a' }], [{ kind: 'text', text: 'b' }]],
      rows: [[[{ kind: 'text', text: '1' }], [{ kind: 'text', text: '2' }]]],
    },
    { kind: 'code', language: 'js', title: 'send.mjs', code: 'send()' },
  ])
})

it('takes what looks like HTML for text', () => {
  expect(readMarkdown('a <img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: 'a <img src=x onerror=alert(1)>' }] },
  ])
})

it('refuses a link that runs code, leaving its text', () => {
  expect(readMarkdown('[x](javascript:alert(1))')).toEqual([
    { kind: 'paragraph', children: [{ kind: 'text', text: '[x](javascript:alert(1))' }] },
  ])
})

it('makes anchors as code hosts do', () => {
  expect(anchorOf('From a Vue page: what `401` means')).toBe('from-a-vue-page-what-401-means')
})

describe('readGuide', () => {
  it('reads whatever people type, and makes no HTML, image or unsafe link of it', () => {
    const piece = fc.oneof(
      fc.constantFrom('![a](b.png)', '~~x~~', '    set in', '<b>', '[x](javascript:alert(1))', '# ', '- ', '> ', '1. '),
      fc.constantFrom('| a |\n| - |\n', '```', '\n', '\n\n', '`', '**', '_', '<https://a.example>', '&amp;', '\\'),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const written = JSON.stringify(readGuide(pieces.join('')))
        expect(written).not.toMatch(/"href":"(?:javascript|data|vbscript):/i)
      }),
    )
  })

  it('leaves the words of an image as a link, for nothing is fetched from elsewhere', () => {
    expect(readGuide('![map](https://evil.example/pixel.png)')).toMatchObject([
      { kind: 'paragraph', children: [{ text: '!' }, { kind: 'link', href: 'https://evil.example/pixel.png' }] },
    ])
  })
})

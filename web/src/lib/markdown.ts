import MarkdownIt, { type Token } from 'markdown-it'

export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'emphasis'; children: Inline[] }
  | { kind: 'link'; href: string; children: Inline[] }
  | { kind: 'break' }

export type Block =
  | { kind: 'heading'; level: number; id: string; text: string; children: Inline[] }
  | { kind: 'paragraph'; children: Inline[] }
  | { kind: 'code'; language: string; title: string | null; code: string }
  | { kind: 'list'; isOrdered: boolean; items: Block[][] }
  | { kind: 'quote'; blocks: Block[] }
  | { kind: 'table'; head: Inline[][]; rows: Inline[][][] }
  | { kind: 'rule' }

const parser = new MarkdownIt({ html: false, linkify: false })
/** What people type who know no rules: nothing that readBlocks cannot show may come out of it. */
const guideParser = new MarkdownIt({ html: false, linkify: false }).disable(['image', 'code', 'strikethrough'])

/**
 * Markdown as a tree for components to show, so that none of it is ever inserted as HTML (what looks like HTML is text).
 * The second word of a code fence, `js webhook.mjs`, is the name of its file.
 * @throws for what the manual's pages do not use, such as images.
 */
export function readMarkdown(text: string): Block[] {
  const tokens = parser.parse(text, {})
  return readBlocks({ tokens, at: 0 }, null)
}

/** The same for what people write into a field: all of it can be read. An image is a link with a mark before it, a text that is set in a paragraph. */
export function readGuide(text: string): Block[] {
  return readBlocks({ tokens: guideParser.parse(text, {}), at: 0 }, null)
}

interface Cursor {
  tokens: Token[]
  at: number
}

function readBlocks(cursor: Cursor, end: string | null): Block[] {
  const blocks: Block[] = []
  for (let token = next(cursor); token && token.type !== end; token = next(cursor))
    blocks.push(readBlock(token, cursor))
  return blocks
}

function readBlock(token: Token, cursor: Cursor): Block {
  switch (token.type) {
    case 'heading_open': {
      const children = readContent(cursor)
      const heading = plainText(children)
      return { kind: 'heading', level: Number(token.tag.slice(1)), id: anchorOf(heading), text: heading, children }
    }
    case 'paragraph_open':
      return { kind: 'paragraph', children: readContent(cursor) }
    case 'fence': {
      const [language = '', title] = token.info.trim().split(/\s+/)
      return { kind: 'code', language, title: title ?? null, code: token.content.trimEnd() }
    }
    case 'bullet_list_open':
    case 'ordered_list_open':
      return readList(token, cursor)
    case 'blockquote_open':
      return { kind: 'quote', blocks: readBlocks(cursor, 'blockquote_close') }
    case 'table_open':
      return readTable(cursor)
    case 'hr':
      return { kind: 'rule' }
    default:
      throw new Error(`The manual's pages have no ${token.type}`)
  }
}

function readList(open: Token, cursor: Cursor): Block {
  const items: Block[][] = []
  const end = open.type.replace('open', 'close')
  for (let token = next(cursor); token && token.type !== end; token = next(cursor)) {
    items.push(readBlocks(cursor, 'list_item_close'))
  }
  return { kind: 'list', isOrdered: open.type === 'ordered_list_open', items }
}

function readTable(cursor: Cursor): Block {
  const rows: Inline[][][] = []
  for (let token = next(cursor); token && token.type !== 'table_close'; token = next(cursor)) {
    if (token.type === 'tr_open') rows.push([])
    if (token.type === 'inline') rows.at(-1)?.push(readInline(token.children ?? []))
  }
  const [head = [], ...body] = rows
  return { kind: 'table', head, rows: body }
}

/** What stands between an opening and its closing. */
function readContent(cursor: Cursor): Inline[] {
  const inline = next(cursor)
  next(cursor)
  return readInline(inline?.children ?? [])
}

function readInline(tokens: Token[]): Inline[] {
  return readSpans({ tokens, at: 0 }, null)
}

function readSpans(cursor: Cursor, end: string | null): Inline[] {
  const spans: Inline[] = []
  for (let token = next(cursor); token && token.type !== end; token = next(cursor)) spans.push(readSpan(token, cursor))
  return spans
}

function readSpan(token: Token, cursor: Cursor): Inline {
  switch (token.type) {
    case 'text':
      return { kind: 'text', text: token.content }
    case 'code_inline':
      return { kind: 'code', text: token.content }
    case 'softbreak':
      return { kind: 'text', text: ' ' }
    case 'hardbreak':
      return { kind: 'break' }
    case 'strong_open':
      return { kind: 'strong', children: readSpans(cursor, 'strong_close') }
    case 'em_open':
      return { kind: 'emphasis', children: readSpans(cursor, 'em_close') }
    case 'link_open':
      return { kind: 'link', href: String(token.attrGet('href') ?? ''), children: readSpans(cursor, 'link_close') }
    default:
      throw new Error(`The manual's pages have no ${token.type}`)
  }
}

const next = (cursor: Cursor): Token | undefined => cursor.tokens[cursor.at++]

export function plainText(spans: Inline[]): string {
  return spans
    .map((span) => ('text' in span ? span.text : 'children' in span ? plainText(span.children) : ' '))
    .join('')
}

/** As code hosts make them, so that a link to a heading works in both places. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-')

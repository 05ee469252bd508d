/** What a stretch of code is; the colours are CodeText.vue's. */
export type TokenKind = 'plain' | 'comment' | 'string' | 'number' | 'keyword' | 'name'

export interface Token {
  text: string
  kind: TokenKind
}

type Rules = readonly (readonly [TokenKind, RegExp])[]

const words = (list: string): RegExp => new RegExp(`\\b(?:${list.replaceAll(' ', '|')})\\b`)
const number: Rules[number] = ['number', /\b\d[\d_]*(?:\.\d+)?\b/]

const javascript: Rules = [
  ['comment', /\/\/[^\n]*|\/\*[^]*?\*\//],
  ['string', /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/],
  [
    'keyword',
    words(
      'import export from const let function return if else for of in while do break continue new await async try catch ' +
        'finally throw typeof class extends switch case default null undefined true false',
    ),
  ],
  number,
  ['name', /[A-Za-z_$][\w$]*(?=\()/],
]

const rules: Record<string, Rules> = {
  js: javascript,
  vue: [['comment', /<!--[^]*?-->/], ['name', /<\/?[A-Za-z][\w-]*|\/?>/], ...javascript],
  python: [
    ['comment', /#[^\n]*/],
    ['string', /[fbr]?"""[^]*?"""|[fbr]?"(?:\\.|[^"\\\n])*"|[fbr]?'(?:\\.|[^'\\\n])*'/],
    [
      'keyword',
      words(
        'import from as def return if elif else for in while with try except finally raise async await not and or is None ' +
          'True False lambda class pass break continue',
      ),
    ],
    number,
    ['name', /[A-Za-z_]\w*(?=\()/],
  ],
  graphql: [
    ['comment', /#[^\n]*/],
    ['string', /"""[^]*?"""|"(?:\\.|[^"\\\n])*"/],
    ['keyword', words('query mutation subscription fragment on true false null')],
    ['name', /\$\w+/],
    number,
  ],
  json: [
    ['name', /"(?:\\.|[^"\\\n])*"(?=\s*:)/],
    ['string', /"(?:\\.|[^"\\\n])*"/],
    ['keyword', words('true false null')],
    number,
  ],
  sh: [
    ['comment', /(?<=^|\s)#[^\n]*/],
    ['string', /'[^']*'|"(?:\\.|[^"\\])*"/],
    ['name', /\$\w+/],
    ['keyword', words('export curl openssl printf npm npx node python3 pip')],
  ],
}

/** Cuts code into coloured stretches that together are the code again. An unknown language stays as it is. */
export function highlight(code: string, language: string): Token[] {
  const known = rules[language]
  if (!known) return [{ text: code, kind: 'plain' }]
  const any = new RegExp(known.map(([, pattern]) => `(${pattern.source})`).join('|'), 'g')
  const tokens: Token[] = []
  let at = 0
  for (const match of code.matchAll(any)) {
    if (match.index > at) tokens.push({ text: code.slice(at, match.index), kind: 'plain' })
    const rule = match.slice(1).findIndex((group) => group !== undefined)
    tokens.push({ text: match[0], kind: known[rule]?.[0] ?? 'plain' })
    at = match.index + match[0].length
  }
  if (at < code.length) tokens.push({ text: code.slice(at), kind: 'plain' })
  return tokens
}

import fc from 'fast-check'
import { visiblePieces, visibleText } from './visible-text'

describe('visibleText', () => {
  it('names what cannot be seen in a text without marks of its own', () => {
    expect(visibleText('invoice\u202Egpj.exe')).toBe('invoice[U+202E]gpj.exe')
    expect(visibleText('שלום 👩‍💻')).toBe('שלום 👩‍💻')
  })
})

const shown = (text: string) => visiblePieces(text).map(({ text: plain, mark }) => mark ?? plain)

describe('visiblePieces', () => {
  it('names what would turn a file name around', () => {
    expect(shown('invoice\u202Efdp.exe')).toEqual(['invoice', 'U+202E right-to-left override', 'fdp.exe'])
  })

  it.each([
    ['\u0000', 'U+0000 null'],
    ['\u001b', 'U+001B escape'],
    ['\r', 'U+000D carriage return'],
    ['\u0085', 'U+0085'],
    ['\u200b', 'U+200B zero-width space'],
    ['\u{e0041}', 'U+E0041'],
    ['\ud800', 'U+D800'],
    ['\u3164', 'U+3164'],
  ])('names %j', (character, mark) => {
    expect(shown(`a${character}b`)).toEqual(['a', mark, 'b'])
  })

  it('leaves text, line ends, other scripts and emoji as they are', () => {
    for (const text of ['a\tb\nc\r\nd', 'שלום عليكم', '👩‍💻 👩🏽‍🚒 ❤️', '日本語', '']) {
      expect(shown(text).join('')).toBe(text)
    }
    expect(visiblePieces('👩‍💻')).toHaveLength(1)
  })

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(
          visiblePieces(text)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text)
      }),
    )
  })
})

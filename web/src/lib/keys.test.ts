import { keyCaps, normalSequence, readPress, spellingsOf, type KeyPress } from './keys'

const press = (key: string, rest: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: /^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...rest,
})

it('spells a key in one way', () => {
  expect(normalSequence('G')).toBe('shift+g')
  expect(normalSequence('shift+mod+K')).toBe('mod+shift+k')
  expect(normalSequence('g  a')).toBe('g a')
})

it.each([
  [press('j'), ['j']],
  [press('J', { shiftKey: true }), ['shift+j']],
  [press('?', { shiftKey: true, code: 'Slash' }), ['?', 'shift+?']],
  [press('!', { shiftKey: true, code: 'Digit1' }), ['!', 'shift+1']],
  [press('k', { metaKey: true }), ['mod+k']],
  [press('k', { ctrlKey: true }), ['mod+k']],
  [press('о', { code: 'KeyJ' }), ['j']],
  [press(' '), ['Space']],
  [press('[', { ctrlKey: true, altKey: true, getModifierState: (name) => name === 'AltGraph' }), ['[']],
])('reads %o', (pressed, spellings) => expect(spellingsOf(pressed)).toEqual(spellings))

describe('a press among what is offered', () => {
  const offered = ['j', 'g a', 'g g', 'G', '?', 'shift+1']

  it('knows single keys', () => {
    expect(readPress(offered, null, press('j'))).toEqual({ whole: ['j'], pending: null })
    expect(readPress(offered, null, press('G', { shiftKey: true })).whole).toEqual(['shift+g'])
    expect(readPress(offered, null, press('!', { shiftKey: true, code: 'Digit1' })).whole).toEqual(['shift+1'])
  })

  it('waits for the rest of a sequence', () => {
    expect(readPress(offered, null, press('g'))).toEqual({ whole: [], pending: 'g' })
    expect(readPress(offered, 'g', press('a'))).toEqual({ whole: ['g a'], pending: null })
  })

  it('takes a key that breaks a sequence off for itself', () =>
    expect(readPress(offered, 'g', press('j'))).toEqual({ whole: ['j'], pending: null }))

  it('gives nothing for what nobody offers', () =>
    expect(readPress(offered, null, press('x'))).toEqual({ whole: [], pending: null }))
})

it('draws the caps of the system at hand', () => {
  expect(keyCaps('mod+k', true)).toEqual([['⌘', 'K']])
  expect(keyCaps('mod+k', false)).toEqual([['Ctrl', 'K']])
  expect(keyCaps('g a', false)).toEqual([['G'], ['A']])
  expect(keyCaps('shift+ArrowDown', false)).toEqual([['Shift', '↓']])
  expect(keyCaps('G', false)).toEqual([['Shift', 'G']])
})

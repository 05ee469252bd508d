import { checked, shortText } from './input'

describe('shortText', () => {
  const fault = (text: string) => () => checked(shortText(10), text)

  it('trims, and counts what is left', () => {
    expect(checked(shortText(3), '  abc ')).toBe('abc')
    expect(fault('   ')).toThrow('must not be empty')
    expect(fault('x'.repeat(11))).toThrow('must have at most 10 characters')
  })

  it('refuses what Postgres text or jsonb cannot hold', () => {
    expect(fault('a\u0000b')).toThrow('must not contain NUL')
    expect(fault('a\ud800b')).toThrow('must be well-formed Unicode')
    expect(fault('a\udc00b')).toThrow('must be well-formed Unicode')
    expect(checked(shortText(10), '😀')).toBe('😀')
  })

  it('names every faulty field', () => {
    expect(fault('\ud800')).toThrow(
      expect.objectContaining({
        extensions: expect.objectContaining({ code: 'BAD_USER_INPUT', fields: expect.anything() }),
      }),
    )
  })
})

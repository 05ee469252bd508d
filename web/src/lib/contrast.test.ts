import { contrastRatio, hexColor } from './contrast'

it('knows the two ends of the scale', () => {
  expect(contrastRatio(hexColor('#000000'), hexColor('#ffffff'))).toBeCloseTo(21)
  expect(contrastRatio(hexColor('#5145cd'), hexColor('#5145cd'))).toBe(1)
})

it('does not guess at a colour it cannot read', () => expect(() => hexColor('red')).toThrow('red'))

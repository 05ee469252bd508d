/** Red, green and blue, 0–255. */
export type Rgb = readonly [number, number, number]

/** Reads `#rrggbb`; throws on anything else, for a colour that cannot be read cannot be judged. */
export function hexColor(text: string): Rgb {
  const [, digits] = /^#([0-9a-f]{6})$/i.exec(text.trim()) ?? []
  if (!digits) throw new Error(`Not a colour of the form #rrggbb: ${text}`)
  const value = parseInt(digits, 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

function luminance(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2's contrast ratio, 1–21. Text needs 4.5, what carries meaning without text 3. */
export function contrastRatio(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

import { nextTick, ref, watch } from 'vue'
import { contrastRatio, type Rgb } from '../../lib/contrast'
import { useTheme } from '../theme'

/** Reads any CSS colour as the browser paints it. */
function painted(color: string): Rgb {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
  if (!canvas) throw new Error('No canvas to read colours with')
  canvas.fillStyle = color
  canvas.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0] = canvas.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

const resolved = (token: string) => getComputedStyle(document.documentElement).getPropertyValue(token).trim()

/** The contrast of two custom properties in the theme shown now, such as "7.4". */
export function useContrast() {
  const { isDark } = useTheme()
  const round = ref(0)
  watch(isDark, async () => {
    await nextTick()
    round.value += 1
  })
  return (one: string, other: string) =>
    round.value >= 0 ? contrastRatio(painted(resolved(one)), painted(resolved(other))).toFixed(1) : ''
}

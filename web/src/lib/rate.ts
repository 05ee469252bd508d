/** Deliveries a minute as a person would say it: "none", "0.4 / min", "12 / min", "1,200 / min". */
export function rateWords(perMinute: number): string {
  if (perMinute <= 0) return 'none'
  if (perMinute < 0.1) return '< 0.1 / min'
  const shown = perMinute < 10 ? Math.round(perMinute * 10) / 10 : Math.round(perMinute)
  return `${shown.toLocaleString('en')} / min`
}

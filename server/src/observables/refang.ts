/**
 * Takes back what people do to a dangerous value so that nobody clicks on it: hxxp://, evil[.]com, evil(dot)com, ana[at]x[.]test,
 * http[:]//. Text without such marks comes back as it is.
 */
export function refang(text: string): string {
  if (!suspect.test(text)) return text
  return marks.reduce((plain, [mark, meant]) => plain.replace(mark, meant), text)
}

/** A quick look: nearly no text has a mark. */
const suspect = /hxxp|fxp|[[({]|\\\./i

const marks: [RegExp, string][] = [
  [/\bhxxp(s?)(?=\[|:|\()/gi, 'http$1'],
  [/\bfxp(?=\[?:\/\/)/gi, 'ftp'],
  [/\s?[[({]\s?(?:\.|dot|punkt)\s?[\])}]\s?/gi, '.'],
  [/\s?[[({]\s?(?:@|at)\s?[\])}]\s?/gi, '@'],
  [/[[({]:[\])}]/g, ':'],
  [/[[({]:\/\/[\])}]/g, '://'],
  [/[[({]\/[\])}]/g, '/'],
  [/(?<=\w)\\\.(?=\w)/g, '.'],
]

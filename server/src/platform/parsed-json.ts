const byteOrderMark = 0xfeff

/** Some senders begin a text with a byte order mark, which is taken for no part of it. */
export const withoutMark = (text: string): string => (text.charCodeAt(0) === byteOrderMark ? text.slice(1) : text)

/** What a text says as JSON; null when it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(withoutMark(text)) as unknown
  } catch {
    return null
  }
}

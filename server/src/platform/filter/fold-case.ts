/**
 * "Ignores case", defined once for Postgres and for Node. Postgres' lower() follows the database's collation and would differ from one
 * installation to the next (and from JavaScript), so we name the letters ourselves: ASCII, Latin-1, Latin Extended-A, Greek, Cyrillic,
 * where the small letter is one character. Others are compared as they stand.
 */
const blocks = [
  [0xc0, 0x17f],
  [0x370, 0x52f],
] as const

const pairs = blocks.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCharCode(first + index))
    .map((letter) => [letter, letter.toLowerCase()] as const)
    .filter(([letter, small]) => small !== letter && small.length === 1),
)
const smallOf = new Map(pairs)
const isAscii = (text: string): boolean => !/[^\0-\x7f]/.test(text)

export function foldCase(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text.replace(
    /[A-Z\u00c0-\u052f]/g,
    (letter) => smallOf.get(letter) ?? (letter < '\x7f' ? letter.toLowerCase() : letter),
  )
}

/** The same in SQL. Pure ASCII, nearly everything, takes the short way; the table costs a search per letter. */
export const createFoldCase = `CREATE FUNCTION fold_case(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN octet_length($1) = length($1) THEN lower($1 COLLATE "C")
    ELSE translate(lower($1 COLLATE "C"), '${[...smallOf.keys()].join('')}', '${[...smallOf.values()].join('')}') END
$$`

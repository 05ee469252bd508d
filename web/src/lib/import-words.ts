interface Counts {
  created: number
  updated: number
  deleted: number
  unchanged: number
}

/** "3 added, 1 changed"; what is zero is left out. */
export function importWords({ created, updated, deleted, unchanged }: Counts): string {
  const parts = [
    [created, 'added'],
    [updated, 'changed'],
    [deleted, 'deleted'],
    [unchanged, 'as before'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count.toLocaleString('en')} ${word}`)
    .join(', ')
}

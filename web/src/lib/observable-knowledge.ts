/** What people say of a value, as the fields of a form hold it. */
export interface KnowledgeDraft {
  tlp: string
  note: string
  validUntil: string
}

/** Of a value that may be known already: what was left blank is not said, so that a colleague's note stays. */
export const saidIn = ({ tlp, note }: KnowledgeDraft): { tlp?: string; note?: string } => ({
  ...(tlp ? { tlp } : {}),
  ...(note.trim() ? { note: note.trim() } : {}),
})

/** What differs from what was shown. */
export const editsIn = (draft: KnowledgeDraft, shown: KnowledgeDraft): Partial<KnowledgeDraft> =>
  Object.fromEntries(Object.entries(draft).filter(([name, text]) => text !== shown[name as keyof KnowledgeDraft]))

/** The same for the server, null where it was taken away: two who change different things both have their way. */
export const changesIn = (
  draft: KnowledgeDraft,
  shown: KnowledgeDraft,
): Partial<Record<keyof KnowledgeDraft, string | null>> =>
  Object.fromEntries(Object.entries(editsIn(draft, shown)).map(([name, text]) => [name, text.trim() || null]))

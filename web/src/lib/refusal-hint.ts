/** What to check when a delivery was refused, told to whoever looks after the source. */
export interface RefusalHint {
  /** Matches the reason as the server keeps it. */
  pattern: RegExp
  hint: string
}

const HINTS: readonly RefusalHint[] = [
  {
    pattern: /^unknown source/i,
    hint: 'No source of this tenant has the short name in the address. Compare the last part of the address with the list of sources.',
  },
  { pattern: /source is disabled/i, hint: 'The source is switched off here. Enable it to take deliveries again.' },
  {
    pattern: /^no signature/i,
    hint: 'The sender set no X-Signature header. Does it sign at all? If it can only send a fixed header, set the source to bearer token.',
  },
  {
    pattern: /^signature is not/i,
    hint: 'X-Signature must hold 64 hex digits, with or without sha256= before them. Base64, or another algorithm such as SHA-1, does not count.',
  },
  {
    pattern: /signature mismatch|signature does not match/i,
    hint: 'The secret is not this source’s, or the body was changed after it was signed: sign the exact bytes that go over the wire. After a rotation, has the sender got the new secret?',
  },
  {
    pattern: /^no bearer token/i,
    hint: 'The sender set no Authorization header. If it signs instead, set the source to signature.',
  },
  {
    pattern: /^authorization is not/i,
    hint: 'The Authorization header must be the word Bearer, one blank and the secret of this source.',
  },
  {
    pattern: /^bearer token mismatch/i,
    hint: 'The token is not this source’s secret. After a rotation, has the sender got the new one?',
  },
  {
    pattern: /not JSON|not UTF-8|JSON object or an array|array is empty|nested deeper/i,
    hint: 'The body must be one JSON object, or an array of them, in UTF-8. Look at the sender’s template: an unfilled variable often breaks it.',
  },
  {
    pattern: /Send application\/json|Content-Encoding/i,
    hint: 'Set Content-Type: application/json, and switch compression of the body off.',
  },
  {
    pattern: /larger than|at most .* items/i,
    hint: 'One delivery holds at most 1,000 items and 1 MiB. Let the sender make smaller batches.',
  },
  {
    pattern: /sends more than it may/i,
    hint: 'The sender is over this source’s rate. It is told when to try again; raise rate or burst in the settings if this is its ordinary pace.',
  },
  {
    pattern: /too many bodies|too many requests/i,
    hint: 'More arrived at once than can be taken. A sender that heeds Retry-After loses nothing.',
  },
  {
    pattern: /did not arrive in time/i,
    hint: 'The body took longer than 10 seconds. Look at the connection between sender and server.',
  },
  {
    pattern: /Idempotency-Key/i,
    hint: 'Each new body needs an Idempotency-Key of its own; one that was used names the earlier delivery.',
  },
  { pattern: /No item is acceptable/i, hint: 'Every element of the array must be a JSON object.' },
  {
    pattern: /stopping|starting|database|unavailable/i,
    hint: 'The server was not ready for a moment. A sender that tries again loses nothing.',
  },
]

/** A sentence on what to check, by the reason that was kept; null for a reason that explains itself. */
export function refusalHint(reason: string | null | undefined): string | null {
  return HINTS.find(({ pattern }) => pattern.test(reason ?? ''))?.hint ?? null
}

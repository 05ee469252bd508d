/** The deeds that can be done with one dead letter. */
export const letterDeeds = (aLetter: () => Promise<{ id: string }>) => ({
  replayDeadLetters: {
    document: 'mutation ($id: ID!) { replayDeadLetters(input: { ids: [$id] }) { replayed } }',
    variables: aLetter,
    action: 'deadLetter.replay',
  },
  replayCorrectedDeadLetter: {
    document:
      'mutation ($id: ID!) { replayCorrectedDeadLetter(input: { id: $id, payload: "{}" }) { deadLetter { id } } }',
    variables: aLetter,
    action: 'deadLetter.replay',
  },
  discardDeadLetters: {
    document: 'mutation ($id: ID!) { discardDeadLetters(input: { ids: [$id] }) { deadLetters { id } } }',
    variables: aLetter,
    action: 'deadLetter.discard',
  },
})

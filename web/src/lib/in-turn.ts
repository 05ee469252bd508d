/** Runs work on one row one after the other, in the order asked for, also after a failure; different rows do not wait for each other. */
export class InTurn {
  private readonly tails = new Map<string, Promise<unknown>>()

  run<Result>(id: string, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.tails.get(id) ?? Promise.resolve()).then(work, work)
    this.tails.set(id, turn)
    const end = () => void (this.tails.get(id) === turn && this.tails.delete(id))
    void turn.then(end, end)
    return turn
  }
}

/** Does the work for every item, at most `limit` at a time, and tells after each how many are done. The results are in the order of the items. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  onProgress: (done: number) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let done = 0
  async function worker(): Promise<void> {
    for (let at = next++; at < items.length; at = next++) {
      results[at] = await work(items[at] as Item)
      onProgress(++done)
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  return results
}

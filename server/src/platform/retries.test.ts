import { withRetries } from './retries'

/** Work that ends as the database says, each time as the next of these SQLSTATEs, then well. */
function work(...states: string[]) {
  let tries = 0
  const run = () => {
    const code = states[tries++]
    return code === undefined ? Promise.resolve('stored') : Promise.reject(Object.assign(new Error(code), { code }))
  }
  return { run, tries: () => tries }
}

it("tries again what is nobody's fault", async () => {
  const { run, tries } = work('40P01', '40001', '40P01', '40001')
  expect(await withRetries(run)).toBe('stored')
  expect(tries()).toBe(5)
})

it.each([
  ['40001 without end', Array<string>(9).fill('40001'), 5],
  ['a lock that is not given in time', ['57014'], 1],
])('has the sender try again after %s', async (_what, states, most) => {
  const { run, tries } = work(...states)
  await expect(withRetries(run)).rejects.toMatchObject({ code: 'UNAVAILABLE', extensions: { retryAfter: 2 } })
  expect(tries()).toBe(most)
})

it('tries nothing again that would fail again', async () => {
  const { run, tries } = work('23514')
  await expect(withRetries(run)).rejects.toMatchObject({ code: '23514' })
  expect(tries()).toBe(1)
})

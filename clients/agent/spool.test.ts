import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Spool } from './spool.mjs'
import { aFolder, dropFolders } from './testing/folder'

afterEach(dropFolders)

const textsIn = async (spool: Spool) =>
  Promise.all((await spool.names()).map(async (name) => (await spool.read(name))?.toString()))

it('gives back what it was given, oldest first, also after it was opened again', async () => {
  const folder = await aFolder()
  const spool = await Spool.open({ folder })
  for (const text of ['first', '{"emoji":"🔑\u0000"}', '']) await spool.enqueue(text)
  expect(await textsIn(await Spool.open({ folder }))).toEqual(['first', '{"emoji":"🔑\u0000"}', ''])
})

it('keeps all of many that are added at once', async () => {
  const spool = await Spool.open({ folder: await aFolder() })
  const texts = Array.from({ length: 300 }, (_, number) => `${number}`)
  await Promise.all(texts.map((text) => spool.enqueue(text)))
  expect((await textsIn(spool)).sort()).toEqual(texts.sort())
  expect(spool.count).toBe(300)
})

it('sees what another process has added, and what it has taken', async () => {
  const folder = await aFolder()
  const [one, other] = [await Spool.open({ folder }), await Spool.open({ folder })]
  const name = await one.enqueue('theirs')
  expect(await other.names()).toEqual([name])
  await one.remove(name)
  expect(await other.read(name)).toBeNull()
  await other.remove(name)
  expect([other.count, other.bytes]).toEqual([0, 0])
})

it('refuses what is over its number of items, and takes again when there is room', async () => {
  const spool = await Spool.open({ folder: await aFolder(), maxCount: 3 })
  const outcomes = await Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map((text) => spool.enqueue(text)))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected'])
  expect(outcomes[3]).toMatchObject({ reason: { code: 'SPOOL_FULL', message: expect.stringMatching(/3 items/) } })
  await spool.remove((await spool.names())[0]!)
  await spool.enqueue('f')
  expect(await spool.names()).toHaveLength(3)
})

it('refuses what is over its bytes, counting those of earlier processes', async () => {
  const folder = await aFolder()
  await (await Spool.open({ folder })).enqueue('x'.repeat(700))
  const spool = await Spool.open({ folder, maxBytes: 1_000 })
  await expect(spool.enqueue('x'.repeat(300))).rejects.toMatchObject({ code: 'SPOOL_FULL' })
  await spool.enqueue('x'.repeat(100))
  expect(spool.bytes).toBeLessThanOrEqual(1_000)
  await expect(spool.enqueue('x'.repeat((1 << 20) + 1))).rejects.toMatchObject({ code: 'ITEM_TOO_LARGE' })
})

it.each([
  ['cut short', (whole: Buffer) => whole.subarray(0, whole.length - 3)],
  ['of other content', (whole: Buffer) => Buffer.from(whole.map((byte, at) => (at === 70 ? byte ^ 1 : byte)))],
  ['empty', () => Buffer.alloc(0)],
  ['larger than any item', (whole: Buffer) => Buffer.concat([whole, Buffer.alloc(2 << 20)])],
])('sets a file aside that is %s, once', async (_what, damaged) => {
  const folder = await aFolder()
  const first = await Spool.open({ folder })
  const name = await first.enqueue('{"title":"whole"}')
  const path = join(folder, 'new', name)
  await writeFile(path, damaged(await readFile(path)))
  const spool = await Spool.open({ folder })
  expect(await spool.read(name)).toBeNull()
  expect(await spool.names()).toEqual([])
  expect([spool.count, spool.bytes]).toEqual([0, 0])
  expect(await readdir(join(folder, 'corrupt'))).toEqual([name])
})

it('sets aside what is no file', async () => {
  const folder = await aFolder()
  const spool = await Spool.open({ folder })
  await mkdir(join(folder, 'new', 'a-folder'))
  expect(await spool.names()).toEqual(['a-folder'])
  expect(await spool.read('a-folder')).toBeNull()
  expect(await spool.names()).toEqual([])
})

it('keeps the newest hundred damaged files and no more', async () => {
  const folder = await aFolder()
  const spool = await Spool.open({ folder })
  for (let number = 100; number < 203; number++) await writeFile(join(folder, 'new', `${number}`), 'damaged')
  for (const name of await spool.names()) await spool.read(name)
  const kept = await readdir(join(folder, 'corrupt'))
  expect([kept.length, kept.sort()[0]]).toEqual([100, '103'])
})

it('clears what a dead process left half written, and leaves what a living one is writing', async () => {
  const folder = await aFolder()
  await Spool.open({ folder })
  for (const name of ['old', 'young']) await writeFile(join(folder, 'tmp', name), 'half')
  await utimes(join(folder, 'tmp', 'old'), 1, 1)
  const spool = await Spool.open({ folder })
  expect(await readdir(join(folder, 'tmp'))).toEqual(['young'])
  expect(await spool.names()).toEqual([])
})

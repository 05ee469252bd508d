import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readItems } from '../read-items'
import { unbundle } from '../unbundle'
import { normalise } from './normalise'
import { normalisers } from './normalisers'

/** A body in a product's form, written for the project, and what has to be found in it: the fields that are named, alert by alert. */
interface Sample {
  about: string
  body: unknown
  findings: Record<string, unknown>[]
}

const folder = join(__dirname, 'samples')
const samplesOf = (id: string) => JSON.parse(readFileSync(join(folder, `${id}.json`), 'utf8')) as Sample[]
const sender = { name: 'Sample', product: 'auto' }

it('has samples of every product, and of no other', () => {
  expect(readdirSync(folder).sort()).toEqual(normalisers.map(({ id }) => `${id}.json`).sort())
})

describe.each(normalisers.map(({ id, name }) => ({ id, name })))('$name', ({ id, name }) => {
  it.each(samplesOf(id))('$about', ({ body, findings }) => {
    const items = unbundle(readItems(Buffer.from(JSON.stringify(body))), sender.product)
    const read = items.map((item) => ('value' in item ? normalise(item.value, sender) : null))
    expect(JSON.parse(JSON.stringify(read))).toMatchObject(findings)
    expect(read).toHaveLength(findings.length)
    for (const finding of read) expect(finding?.normaliser).toBe(id)
    expect(read.some((finding) => finding?.product === name) || findings.every(({ product }) => product)).toBe(true)
  })
})

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Field, ObjectType } from 'type-graphql'
import { normaliserById, normalisers } from '../normalise/normalisers'

@ObjectType({ description: 'A body in the form of a product, written for the project: nobody ever sent it.' })
export class ProductSample {
  @Field(() => String, { description: 'In a few words.' })
  about!: string

  @Field(() => String, { description: 'JSON, in lines.' })
  body!: string
}

@ObjectType({ description: 'A product whose payloads are known by their own form.' })
export class KnownProduct {
  @Field(() => String, { description: "As a source's product." })
  id!: string

  @Field(() => String)
  name!: string
}

/** The build puts them beside the code, as they stand in the sources. */
const folder = join(__dirname, '../normalise/samples')

/** By name, as a person looks for one. */
export const knownProducts = (): KnownProduct[] =>
  normalisers.map(({ id, name }) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name, 'en'))

/** Those that the tests read, too; of a product that is not known none. */
export async function samplesOf({ id }: KnownProduct): Promise<ProductSample[]> {
  if (!normaliserById.has(id)) return []
  const samples = JSON.parse(await readFile(join(folder, `${id}.json`), 'utf8')) as { about: string; body: unknown }[]
  return samples.map(({ about, body }) => ({ about, body: JSON.stringify(body, null, 2) }))
}

import 'reflect-metadata'
import { lexicographicSortSchema, printSchema } from 'graphql'
import { createSchema } from './schema'

/** Prints the schema in a stable order, for schema/schema.graphql and its drift check. */
process.stdout.write(`${printSchema(lexicographicSortSchema(createSchema()))}\n`)

import text from '../../../../schema/schema.graphql?raw'
import { readSchema } from '../../lib/schema-manual'

/** The schema this build was made with, read once. */
export const schemaManual = readSchema(text)

import type { Normalise } from '../src/ingest/finding'
import { generic } from '../src/ingest/normalise/generic'
import { checked } from '../src/ingest/reading/checked'
import { lookInto } from '../src/ingest/reading/look'

/** As if no product were known. */
export const readGenerically: Normalise = (item, sender) =>
  checked(generic.read(lookInto(item), item), sender, { normaliser: generic.id, name: generic.id, recognisedBy: '' })

import { z } from 'zod'
import { Criticality } from '../scoring/criticality'
import { Asset } from './asset.entity'
import type { Register } from './register'
import { addresses, foldedText, optionalText, words } from './register.shape'

export const assetRegister: Register<Asset> = {
  objectType: 'asset',
  title: 'Asset',
  entity: Asset,
  table: 'asset',
  key: 'host',
  order: 'host',
  fields: { host: 'text', name: 'text', owner: 'text', criticality: 'text', tags: 'text[]', addresses: 'text[]' },
  defaults: { name: '', owner: '', criticality: Criticality.MEDIUM, tags: [], addresses: [] },
  shape: z.object({
    host: foldedText(255),
    name: optionalText(200),
    owner: optionalText(200),
    criticality: z
      .string()
      .trim()
      .toUpperCase()
      .pipe(z.enum(Criticality, `must be one of ${Object.values(Criticality).join(', ')}`)),
    tags: words(20),
    addresses: addresses(20),
  }),
  most: 200_000,
}

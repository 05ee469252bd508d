import { z } from 'zod'
import { shortText } from '../platform/input'
import { blockOf, blockText } from './cidr'
import { Network } from './network.entity'
import type { Register } from './register'

const cidr = shortText(50).transform((text, context) => {
  const block = blockOf(text)
  if (block) return blockText(block)
  context.addIssue({ code: 'custom', message: 'must be a block of addresses such as 10.0.0.0/8' })
  return z.NEVER
})

export const networkRegister: Register<Network> = {
  objectType: 'network',
  title: 'Network',
  entity: Network,
  table: 'network',
  key: 'cidr',
  order: 'name',
  fields: { cidr: 'text', name: 'text', isInternal: 'boolean' },
  defaults: { isInternal: true },
  shape: z.object({ cidr, name: shortText(200), isInternal: z.boolean('must be true or false') }),
  most: 10_000,
}

import { z } from 'zod'
import { PrivilegedUser } from './privileged-user.entity'
import type { Register } from './register'
import { foldedText, optionalText } from './register.shape'

export const privilegedUserRegister: Register<PrivilegedUser> = {
  objectType: 'privilegedUser',
  title: 'Privileged user',
  entity: PrivilegedUser,
  table: 'privileged_user',
  key: 'name',
  order: 'name',
  fields: { name: 'text', note: 'text' },
  defaults: { note: '' },
  shape: z.object({ name: foldedText(255), note: optionalText(1_000) }),
  most: 10_000,
}

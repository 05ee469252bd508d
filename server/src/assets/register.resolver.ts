import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import { can, type Context } from '../platform/context'
import { registerNode } from '../platform/node'
import type { Register } from './register'
import { exportRegister } from './register.export'
import { importRegister } from './register.import'
import { CsvPart, type RegisterImportInput, type RegisterRowInput } from './register.input'
import { listRegister } from './register.list'
import { rowOf } from './register.loader'
import type { RegisterRow } from './register.row'
import { addToRegister, changeInRegister, removeFromRegister } from './register.service'
import { capital, typesOf } from './register.types'

/** The doors to a register, named after it: `assets`, `assetsCsv`, `createAsset`, `updateAsset`, `deleteAsset`, `importAssets`. */
export function registerResolver<Row extends RegisterRow>(register: Register<Row>) {
  const { objectType, many, title, order, createInput, updateInput } = register
  const [One, Many] = [capital(objectType), capital(many)]
  const types = typesOf(register)
  registerNode(One, async (ctx, id) => (ctx.tenant && can(ctx, 'asset:read') ? rowOf(ctx, register, id) : null))

  @Resolver()
  abstract class RegisterResolver {
    @Allow('asset:read')
    @Query(() => types.Connection, { name: many, description: `${title}s of the tenant, by ${order}.` })
    async list(
      @Arg('text', () => String, {
        nullable: true,
        description: 'Anywhere in any of the fields, whatever its case; at most 200 characters.',
      })
      text: string | null,
      @Arg('first', () => Int, { defaultValue: 50, description: '1-100.' }) first: number,
      @Arg('after', () => String, { nullable: true }) after: string | null,
      @Ctx() ctx: Context,
    ) {
      const { page, count } = await listRegister(ctx, register, { text, first, after })
      return new types.Connection(page, count)
    }

    @Allow('asset:read')
    @Query(() => CsvPart, { name: `${many}Csv`, description: 'All of them as comma-separated text, in parts.' })
    exportPart(
      @Arg('after', () => String, { nullable: true, description: '`next` of the part before.' }) after: string | null,
      @Ctx() ctx: Context,
    ) {
      return exportRegister(ctx, register, after)
    }

    @Allow('asset:write')
    @Mutation(() => types.CreatePayload, {
      name: `create${One}`,
      description: 'CONFLICT when there is one already.',
    })
    async create(@Arg('input', () => createInput) input: object, @Ctx() ctx: Context) {
      return { [objectType]: await addToRegister(ctx, register, input) }
    }

    @Allow('asset:write')
    @Mutation(() => types.UpdatePayload, {
      name: `update${One}`,
      description: 'For alerts that come from now on.',
    })
    async update(@Arg('input', () => updateInput) input: RegisterRowInput, @Ctx() ctx: Context) {
      return { [objectType]: await changeInRegister(ctx, register, input) }
    }

    @Allow('asset:write')
    @Mutation(() => types.DeletePayload, { name: `delete${One}` })
    async remove(@Arg('input', () => types.DeleteInput) input: RegisterRowInput, @Ctx() ctx: Context) {
      return { [objectType]: await removeFromRegister(ctx, register, input) }
    }

    @Allow('asset:write')
    @Mutation(() => types.ImportPayload, {
      name: `import${Many}`,
      description:
        'Adds what a file names, and changes what is there already: all of it, or nothing when a line has a fault.',
    })
    importCsv(@Arg('input', () => types.ImportInput) input: RegisterImportInput, @Ctx() ctx: Context) {
      return importRegister(ctx, register, input)
    }
  }
  return RegisterResolver
}

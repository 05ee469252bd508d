import { Field, InputType, Int, ObjectType, type ClassType } from 'type-graphql'
import { PageInfo, type Page } from '../platform/page'
import type { Register } from './register'
import { RegisterImportInput, RegisterImportPayload, RegisterRowInput } from './register.input'
import type { RegisterRow } from './register.row'

/** `privilegedUsers` as part of a longer name: `importPrivilegedUsers`. */
export const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1)

/** The types around the rows of a register, named after it. */
export function typesOf<Row extends RegisterRow>(register: Register<Row>) {
  const { objectType, many } = register
  const [One, Many] = [capital(objectType), capital(many)]

  @InputType(`Delete${One}Input`)
  class DeleteInput extends RegisterRowInput {}

  @InputType(`Import${Many}Input`)
  class ImportInput extends RegisterImportInput {}

  @ObjectType(`Import${Many}Payload`)
  class ImportPayload extends RegisterImportPayload {}

  return {
    Connection: connectionOf(register),
    CreatePayload: payloadOf(register, `Create${One}Payload`),
    UpdatePayload: payloadOf(register, `Update${One}Payload`),
    DeletePayload: payloadOf(register, `Delete${One}Payload`, 'As it was.'),
    DeleteInput,
    ImportInput,
    ImportPayload,
  }
}

/** What a change answers: the row, under its own name. */
function payloadOf<Row extends RegisterRow>(
  { entity, objectType }: Register<Row>,
  name: string,
  description?: string,
): ClassType {
  @ObjectType(name)
  class Payload {}
  Field(() => entity, { description })(Payload.prototype, objectType)
  return Payload
}

function connectionOf<Row extends RegisterRow>({ entity, objectType }: Register<Row>) {
  @ObjectType(`${capital(objectType)}Edge`)
  class Edge {
    @Field(() => String)
    cursor!: string

    @Field(() => entity)
    node!: Row
  }

  @ObjectType(`${capital(objectType)}Connection`)
  class Connection {
    @Field(() => [Edge])
    readonly edges: Edge[]

    @Field(() => [entity])
    readonly nodes: Row[]

    @Field(() => PageInfo)
    readonly pageInfo: PageInfo

    constructor(
      page: Page<Row>,
      private readonly count: () => Promise<number>,
    ) {
      this.edges = page.edges
      this.nodes = page.nodes
      this.pageInfo = page.pageInfo
    }

    @Field(() => Int, { description: 'Counted only when asked.' })
    totalCount(): Promise<number> {
      return this.count()
    }
  }
  return Connection
}

import { Field, ObjectType } from 'type-graphql'
import { PageInfo } from '../platform/page'
import { Observable } from './observable.entity'

@ObjectType()
export class ObservableEdge {
  @Field(() => String)
  cursor!: string

  @Field(() => Observable)
  node!: Observable
}

@ObjectType()
export class ObservableConnection {
  @Field(() => [ObservableEdge])
  edges!: ObservableEdge[]

  @Field(() => [Observable])
  nodes!: Observable[]

  @Field(() => PageInfo)
  pageInfo!: PageInfo
}

import { registerEnumType } from 'type-graphql'

export enum ChangeKind {
  CREATED = 'CREATED',
  UPDATED = 'UPDATED',
  REMOVED = 'REMOVED',
  RESYNC = 'RESYNC',
}
registerEnumType(ChangeKind, {
  name: 'ChangeKind',
  description:
    'RESYNC: more changed than is worth sending (bulk, gap, overflow); what changed is null: refetch what you show.',
})

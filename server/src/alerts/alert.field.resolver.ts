import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { HistoryEntry } from '../audit/history.entity'
import { historyOf } from '../audit/history.loader'
import { User } from '../auth/user.entity'
import { userById } from '../auth/user.loader'
import { can, tenantOf, type Context } from '../platform/context'
import { Direction } from '../platform/direction'
import { badInput } from '../platform/errors'
import { parsedJson } from '../platform/parsed-json'
import { JsonValue } from '../platform/scalars'
import { Asset } from '../assets/asset.entity'
import { assetRegister } from '../assets/asset.register'
import { rowOf } from '../assets/register.loader'
import { Source } from '../sources/source.entity'
import { sourceById } from '../sources/source.loader'
import { Tenant } from '../tenants/tenant.entity'
import { AlertCan, alertCan } from './alert.can'
import { Alert } from './alert.entity'
import { alertNode, rawTextOf, tagsOf, techniquesOf } from './alert.loader'
import type { AlertSurroundings } from './alert.live'

/** As listed, or as the live engine has read it: then the surroundings are there already. */
type SomeAlert = Alert & Partial<AlertSurroundings>

/** Fields that other tables or the viewer answer. */
@Resolver(() => Alert)
export class AlertFieldResolver {
  @FieldResolver(() => Tenant)
  tenant(@Ctx() ctx: Context) {
    return tenantOf(ctx)
  }

  @FieldResolver(() => String, { description: 'Unique across tenants, for chat and tickets: ACME-1042.' })
  key(@Root() alert: Alert, @Ctx() ctx: Context) {
    return `${tenantOf(ctx).slug.toUpperCase()}-${alert.number}`
  }

  @FieldResolver(() => AlertCan)
  can(@Root() alert: Alert, @Ctx() ctx: Context) {
    return alertCan(alert.status, can(ctx, 'alert:triage'))
  }

  @FieldResolver(() => User, { nullable: true })
  assignee(@Root() { assigneeId }: Alert, @Ctx() ctx: Context) {
    return assigneeId && userById(ctx, assigneeId)
  }

  @FieldResolver(() => Source, { nullable: true, description: 'Null when opened by hand.' })
  source(@Root() { sourceId }: Alert, @Ctx() ctx: Context) {
    return sourceId && can(ctx, 'source:read') ? sourceById(ctx, sourceId) : null
  }

  @FieldResolver(() => Asset, {
    nullable: true,
    description:
      'The asset that it was matched with when it came, by host or address; null when that is gone, or for who may not read assets.',
  })
  asset(@Root() { assetId }: Alert, @Ctx() ctx: Context) {
    return assetId && can(ctx, 'asset:read') ? rowOf(ctx, assetRegister, assetId) : null
  }

  @FieldResolver(() => Alert, {
    nullable: true,
    description: 'The alert that the same key stood for before: closed, or too long ago to take further events.',
  })
  previousAlert(@Root() { previousAlertId }: Alert, @Ctx() ctx: Context) {
    return previousAlertId && alertNode(ctx, previousAlertId)
  }

  @FieldResolver(() => [String])
  tags(@Root() alert: SomeAlert, @Ctx() ctx: Context) {
    return alert.tags ?? tagsOf(ctx, alert.id)
  }

  @FieldResolver(() => [String], { description: 'T1059.001' })
  techniques(@Root() alert: SomeAlert, @Ctx() ctx: Context) {
    return alert.techniques ?? techniquesOf(ctx, alert.id)
  }

  @FieldResolver(() => JsonValue, {
    nullable: true,
    description: 'The item that opened the alert, parsed and as received; null once retention dropped it.',
  })
  async raw(@Root() alert: Alert, @Ctx() ctx: Context) {
    const text = await rawTextOf(ctx, alert.id)
    return text === null ? null : parsedJson(text)
  }

  @FieldResolver(() => String, { nullable: true })
  rawText(@Root() alert: Alert, @Ctx() ctx: Context) {
    return rawTextOf(ctx, alert.id)
  }

  @FieldResolver(() => [HistoryEntry], { description: 'Oldest first, unless said.' })
  history(
    @Root() alert: Alert,
    @Arg('first', () => Int, { defaultValue: 100, description: '1-1,000.' }) first: number,
    @Arg('direction', () => Direction, { defaultValue: Direction.ASC }) direction: Direction,
    @Ctx() ctx: Context,
  ) {
    if (first < 1 || first > 1_000) throw badInput('first', 'must be 1 to 1000')
    return historyOf(ctx, {
      objectType: 'alert',
      objectId: alert.id,
      first,
      isNewestFirst: direction === Direction.DESC,
    })
  }
}

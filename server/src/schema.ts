import type { GraphQLSchema } from 'graphql'
import { buildSchemaSync, type NonEmptyArray } from 'type-graphql'
import { guardSchema } from './platform/access'
import { DateTime } from './platform/scalars'
import { NodeResolver } from './platform/node.resolver'
import { TenantResolver } from './tenants/tenant.resolver'
import { ApiKeyResolver } from './auth/api-key.resolver'
import { InvitationResolver } from './auth/invitation.resolver'
import { MemberResolver } from './auth/member.resolver'
import { PreferenceResolver } from './auth/preference.resolver'
import { SessionResolver } from './auth/session.resolver'
import { SignInResolver } from './auth/sign-in.resolver'
import { ViewerResolver } from './auth/viewer.resolver'
import { JobResolver } from './jobs/job.resolver'
import { DeliveryResolver } from './sources/delivery.resolver'
import { SourceResolver } from './sources/source.resolver'
import { RiskWeightsResolver } from './scoring/risk.weights.resolver'
import { SourceIntakeResolver } from './events/source.intake'
import { EventResolver } from './events/event.resolver'
import { WatchSettingsResolver } from './watch/watch.settings.resolver'
import { AgentResolver } from './agents/agent.resolver'
import { AssetResolver } from './assets/asset.resolver'
import { NetworkResolver } from './assets/network.resolver'
import { PrivilegedUserResolver } from './assets/privileged-user.resolver'
import { ObservableResolver } from './observables/observable.resolver'
import { PivotLinkResolver } from './observables/pivot-link.resolver'
import { RuleResolver } from './rules/rule.resolver'
import { AgentAlertsFieldResolver } from './alerts/agent.graft'
import { AlertEventsFieldResolver, EventAlertFieldResolver } from './alerts/alert.events.field'
import { AlertFieldResolver } from './alerts/alert.field.resolver'
import { AlertObservablesFieldResolver, ObservableAlertsFieldResolver } from './alerts/alert.observable.field'
import { AlertResolver } from './alerts/alert.resolver'
import { AlertSubscriptionResolver } from './alerts/alert.subscription'
import { RescoreResolver } from './alerts/rescore.resolver'
import { RiskPreviewResolver } from './alerts/risk.preview.resolver'
import { AlertRuleFieldResolver, RuleAlertsFieldResolver } from './alerts/rule.graft'
import { DeadLetterResolver, SourceDeadLetterResolver } from './ingest/dead-letters/dead-letter.resolver'
import { DryRunResolver } from './ingest/dedup/dry-run.resolver'
import { SplitResolver } from './ingest/dedup/split.resolver'
import { QuotaResolver } from './ingest/quota/quota.resolver'
import { TestDeliveryResolver } from './ingest/test-delivery.resolver'
import { KnownProductResolver, UnderstandResolver } from './ingest/understand/understand.resolver'

/** Every resolver class of the platform, module by module. */
const resolvers = [
  NodeResolver,
  TenantResolver,
  ApiKeyResolver,
  InvitationResolver,
  MemberResolver,
  PreferenceResolver,
  SessionResolver,
  SignInResolver,
  ViewerResolver,
  JobResolver,
  DeliveryResolver,
  SourceResolver,
  RiskWeightsResolver,
  SourceIntakeResolver,
  EventResolver,
  WatchSettingsResolver,
  AgentResolver,
  AssetResolver,
  NetworkResolver,
  PrivilegedUserResolver,
  ObservableResolver,
  PivotLinkResolver,
  RuleResolver,
  AgentAlertsFieldResolver,
  AlertEventsFieldResolver,
  EventAlertFieldResolver,
  AlertFieldResolver,
  AlertObservablesFieldResolver,
  ObservableAlertsFieldResolver,
  AlertResolver,
  AlertSubscriptionResolver,
  RescoreResolver,
  RiskPreviewResolver,
  AlertRuleFieldResolver,
  RuleAlertsFieldResolver,
  DeadLetterResolver,
  SourceDeadLetterResolver,
  SplitResolver,
  DryRunResolver,
  QuotaResolver,
  TestDeliveryResolver,
  UnderstandResolver,
  KnownProductResolver,
] as const

/** The schema with its access rules in front. @throws when a root field has no rule. */
export function createSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [...resolvers] as unknown as NonEmptyArray<() => void>,
    validate: false, // lengths and patterns are checked by zod in the services
    scalarsMap: [{ type: Date, scalar: DateTime }],
    pubSub: unusedPubSub,
  })
  return guardSchema(schema)
}

/** type-graphql asks for one; our subscriptions name their stream themselves (platform/live.ts). */
const unusedPubSub = {
  publish(): void {},
  subscribe(): AsyncIterable<never> {
    throw new Error('Subscriptions go through the live engine')
  },
}

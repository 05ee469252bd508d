import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql'
import { Allow } from '../platform/access'
import type { Context } from '../platform/context'
import { riskWeights, updateRiskWeights } from './risk.weights.service'
import { RiskWeights, UpdateRiskWeightsInput, UpdateRiskWeightsPayload } from './risk.weights.type'

@Resolver()
export class RiskWeightsResolver {
  @Allow('risk:read')
  @Query(() => RiskWeights, { description: 'How much each factor of the risk score counts in this tenant.' })
  riskWeights(@Ctx() ctx: Context) {
    return riskWeights(ctx)
  }

  @Allow('risk:write')
  @Mutation(() => UpdateRiskWeightsPayload, {
    description:
      'For alerts that come from now on, and for those that a further event raises. previewRiskWeights tells before what it would change.',
  })
  updateRiskWeights(@Arg('input', () => UpdateRiskWeightsInput) input: UpdateRiskWeightsInput, @Ctx() ctx: Context) {
    return updateRiskWeights(ctx, input)
  }
}

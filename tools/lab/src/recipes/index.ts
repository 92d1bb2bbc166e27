import type { Recipe } from '../run/recipe.ts';
import { dearRobustness } from './dear-scm/robustness/recipe.ts';
import { dearSampleEfficiency } from './dear-scm/sample-efficiency/recipe.ts';
import { dearCeleba } from './dear-scm/celeba/recipe.ts';
import { dearOwnImages } from './dear-scm/own-images/recipe.ts';
import { expertsGanFewCanonical } from './experts-gan/few-canonical/recipe.ts';
import { expertsGanBiggerExperts } from './experts-gan/bigger-experts/recipe.ts';
import { expertsGanNoIdentity } from './experts-gan/no-identity/recipe.ts';
import { expertsGanSingleNetwork } from './experts-gan/single-network/recipe.ts';
import { expertsGanNumberOfExperts } from './experts-gan/number-of-experts/recipe.ts';
import { expertsGanOmniglot } from './experts-gan/omniglot/recipe.ts';
import { expertsGanOtherMechanisms } from './experts-gan/other-mechanisms/recipe.ts';
import { expertsGanVae } from './experts-gan/vae/recipe.ts';
import { expertsGanGrowing } from './experts-gan/growing/recipe.ts';
import { expertsGanConvergence } from './experts-gan/convergence/recipe.ts';
import { expertsGanForward } from './experts-gan/forward/recipe.ts';
import { expertsGanCompositions } from './experts-gan/compositions/recipe.ts';
import { expertsGanMixedKinds } from './experts-gan/mixed-kinds/recipe.ts';
import { expertsGanMain } from './experts-gan/main/recipe.ts';
import { expertsGanOwnImages } from './experts-gan/own-images/recipe.ts';
import { fewInterventions } from './meta-transfer/few-interventions/recipe.ts';
import { graphsReal } from './meta-transfer/graphs-real/recipe.ts';
import { graphsSynthetic } from './meta-transfer/graphs-synthetic/recipe.ts';
import { unknownTargets } from './meta-transfer/unknown-targets/recipe.ts';
import { metaTransferAdaptation } from './meta-transfer/adaptation/recipe.ts';
import { metaTransferControls } from './meta-transfer/controls/recipe.ts';
import { metaTransferDirection } from './meta-transfer/direction/recipe.ts';
import { metaTransferGradientCounts } from './meta-transfer/gradient-counts/recipe.ts';
import { metaTransferSameDistribution } from './meta-transfer/same-distribution/recipe.ts';
import { metaTransferTheorem } from './meta-transfer/theorem/recipe.ts';
import { mamlSinusoid } from './meta-transfer/maml-sinusoid/recipe.ts';
import { metaTransferAlgorithm1 } from './meta-transfer/algorithm1/recipe.ts';
import { metaTransferGraphsNetworks } from './meta-transfer/graphs-networks/recipe.ts';
import { metaTransferEncoder } from './meta-transfer/encoder/recipe.ts';
import { metaTransferEncoderRich } from './meta-transfer/encoder-rich/recipe.ts';
import { metaTransferOwnData } from './meta-transfer/own-data/recipe.ts';
import { continuous } from './meta-transfer/continuous/recipe.ts';
import { gaussian } from './meta-transfer/gaussian/recipe.ts';
import { dearPendulum } from './dear-scm/pendulum/recipe.ts';
import { dearCounterfactuals } from './dear-scm/counterfactuals/recipe.ts';
import { rimsAdding } from './rims/adding/recipe.ts';
import { rimsAblation } from './rims/ablation/recipe.ts';
import { rimsOwnSequences } from './rims/own-sequences/recipe.ts';
import { rimsBouncingBalls } from './rims/bouncing-balls/recipe.ts';
import { rimsCopying } from './rims/copying/recipe.ts';
import { rimsDistractors } from './rims/distractors/recipe.ts';
import { rimsRecall } from './rims/recall/recipe.ts';
import { rimsSequentialMnist } from './rims/sequential-mnist/recipe.ts';

/** Every recipe, by system and name. */
export const RECIPES: readonly Recipe[] = [
  expertsGanMain,
  expertsGanFewCanonical,
  expertsGanNumberOfExperts,
  expertsGanNoIdentity,
  expertsGanSingleNetwork,
  expertsGanBiggerExperts,
  expertsGanOmniglot,
  expertsGanOtherMechanisms,
  expertsGanVae,
  expertsGanGrowing,
  expertsGanConvergence,
  expertsGanCompositions,
  expertsGanMixedKinds,
  expertsGanForward,
  expertsGanOwnImages,
  dearPendulum,
  dearCounterfactuals,
  dearOwnImages,
  dearCeleba,
  metaTransferOwnData,
  rimsCopying,
  rimsSequentialMnist,
  rimsBouncingBalls,
  rimsDistractors,
  rimsRecall,
  rimsAblation,
  rimsAdding,
  rimsOwnSequences,
  graphsReal,
  graphsSynthetic,
  fewInterventions,
  unknownTargets,
  metaTransferDirection,
  metaTransferControls,
  metaTransferGradientCounts,
  metaTransferAdaptation,
  metaTransferSameDistribution,
  metaTransferTheorem,
  mamlSinusoid,
  metaTransferAlgorithm1,
  metaTransferGraphsNetworks,
  metaTransferEncoder,
  metaTransferEncoderRich,
  gaussian,
  continuous,
  dearSampleEfficiency,
  dearRobustness,
];

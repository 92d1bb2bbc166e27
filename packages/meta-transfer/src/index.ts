/**
 * Causal direction, representations and graphs from the speed of adaptation (Bengio et al., 2019).
 *
 * @packageDocumentation
 */

// Answers about a user’s own data.
export { causalDirection } from './answers/causalDirection.ts';
export type { CausalDirectionOptions } from './answers/causalDirection.ts';
export { causalGraph } from './answers/causalGraph.ts';
export type { CausalGraphOptions } from './answers/causalGraph.ts';
export type {
  ChangedMechanism,
  Direction,
  DirectionAnswer,
  UndecidedReason,
} from './answers/directionAnswer.ts';
export type {
  AnsweredEdge,
  AnsweredTarget,
  GraphAnswer,
  NamedCells,
} from './answers/graphAnswer.ts';
export type { GraphData, InterventionCells, VariableCells } from './answers/cells/graphCells.ts';
export type { IndependenceTest } from './answers/independenceTest.ts';
export type { DirectionData, PairColumnsOfCells } from './answers/cells/pairCells.ts';
export type { TwoHypothesisAnswer } from './answers/twoHypotheses.ts';

// Belief between hypotheses.
export { beliefDrift, restingBelief } from './belief/beliefDrift.ts';
export { beliefTrajectory } from './belief/beliefTrajectory.ts';
export type { BeliefTrajectoryOptions } from './belief/beliefTrajectory.ts';
export { costRegret, costRegretGradient } from './belief/costRegret.ts';
export type { EpisodeCosts } from './belief/costRegret.ts';
export { expectedRatio } from './belief/expectedRatio.ts';
export {
  hypothesisPosterior,
  hypothesisRegret,
  hypothesisRegretGradient,
  logSumExp,
  softmax,
} from './belief/hypothesisBelief.ts';
export { regret, regretGradient } from './belief/regret.ts';
export type { EpisodeLikelihoods } from './belief/regret.ts';
export { createScalarOptimiser, scalarOptimiserStateSchema } from './belief/scalarOptimiser.ts';
export type {
  ScalarOptimiser,
  ScalarOptimiserOptions,
  ScalarOptimiserState,
} from './belief/scalarOptimiser.ts';

// Two categorical variables.
export { adaptationCurves } from './pair/adaptationCurves.ts';
export type { AdaptationCurves, AdaptationCurvesOptions } from './pair/adaptationCurves.ts';
export { directionConfigSchema, resolveDirectionConfig } from './pair/direction/directionConfig.ts';
export type {
  BeliefStart,
  DirectionConfig,
  DirectionConfigInput,
} from './pair/direction/directionConfig.ts';
export type { PairTransfers } from './pair/direction/directionLearner.ts';
export { CausalDirectionModel } from './pair/direction/directionModel.ts';
export type { DirectionPrediction } from './pair/direction/directionModel.ts';
export { trainCausalDirection } from './pair/direction/trainCausalDirection.ts';
export type {
  CausalDirectionEvent,
  TrainCausalDirectionOptions,
} from './pair/direction/trainCausalDirection.ts';
export { gradientCounts } from './pair/gradientCounts.ts';
export type {
  ExpectedGradient,
  GradientCounts,
  GradientCountsOptions,
} from './pair/gradientCounts.ts';
export { hypothesesFromSamples, pairCounts } from './pair/hypothesesFromSamples.ts';
export type { HypothesesFromSamplesOptions } from './pair/hypothesesFromSamples.ts';
export { CHANGED_MODULES, moduleBelief, PAIR_STRUCTURES } from './pair/modules/moduleBelief.ts';
export type {
  ChangedModule,
  ModuleBelief,
  ModuleBeliefOptions,
  PairInterventions,
  PairStructure,
  TransferBelief,
} from './pair/modules/moduleBelief.ts';
export { onlineLogLikelihoods } from './pair/onlineLogLikelihoods.ts';
export type { OnlineLogLikelihoods, OnlineOptions } from './pair/onlineLogLikelihoods.ts';
export { onlineLogLikelihoodsTensors } from './pair/onlineTensors.ts';
export type { OnlineTensorsOptions } from './pair/onlineTensors.ts';
export type { PairEpisodes } from './pair/pairEpisodes.ts';
export { hypothesesOfJoint, tabularHypotheses } from './pair/tabularHypotheses.ts';
export type { TabularHypotheses, TabularHypothesis } from './pair/tabularHypotheses.ts';
export { transferDeltas } from './pair/transferDeltas.ts';
export type { TransferDeltasOptions } from './pair/transferDeltas.ts';

// Two real variables.
export type { PairColumns } from './continuous/columns.ts';
export { conjugateHypotheses } from './continuous/conjugate/conjugateHypotheses.ts';
export type {
  ConjugateHypotheses,
  ConjugateHypothesesOptions,
} from './continuous/conjugate/conjugateHypotheses.ts';
export { ConjugateRegression } from './continuous/conjugate/conjugateRegression.ts';
export type {
  ConjugateRegressionOptions,
  RegressionFit,
} from './continuous/conjugate/conjugateRegression.ts';
export type {
  BumpFeatures,
  ConstantFeatures,
  LinearFeatures,
  RegressionFeatures,
} from './continuous/conjugate/features.ts';
export { continuousDeltas } from './continuous/continuousDeltas.ts';
export type { ContinuousDeltas, ContinuousDeltasOptions } from './continuous/continuousDeltas.ts';
export { adaptGaussian } from './continuous/gaussian/adaptGaussian.ts';
export type {
  AdaptGaussianOptions,
  GaussianTrajectory,
} from './continuous/gaussian/adaptGaussian.ts';
export {
  gaussianDivergence,
  gaussianGradient,
  gaussianLoss,
} from './continuous/gaussian/gaussianGradient.ts';
export type { LinearGaussianGradient } from './continuous/gaussian/gaussianGradient.ts';
export { gaussianHypotheses, gaussianMoments } from './continuous/gaussian/linearGaussian.ts';
export type {
  GaussianHypotheses,
  LinearGaussian,
  PairMoments,
} from './continuous/gaussian/linearGaussian.ts';
export { gaussianMixture, mixtureLogLikelihood } from './continuous/mixture/gaussianMixture.ts';
export type {
  FittedGaussianMixture,
  GaussianMixtureOptions,
} from './continuous/mixture/gaussianMixture.ts';
export type { GaussianMixture } from './continuous/mixture/mixtureSteps.ts';
export { adaptMixtureNetworks } from './continuous/network/adaptMixtureNetworks.ts';
export type { AdaptMixtureNetworksOptions } from './continuous/network/adaptMixtureNetworks.ts';
export {
  mixtureNetworkDataGradient,
  mixtureNetworkGradient,
  mixtureNetworkLosses,
} from './continuous/network/mixtureNetworkGradient.ts';
export type {
  MixtureNetworkDataGradient,
  MixtureNetworkGradient,
  NetworkBatch,
} from './continuous/network/mixtureNetworkGradient.ts';
export {
  initialMixtureNetwork,
  mixtureNetworkLayout,
} from './continuous/network/mixtureNetworkLayout.ts';
export type { MixtureNetworkSizes } from './continuous/network/mixtureNetworkLayout.ts';
export { beliefCurve } from './continuous/training/beliefCurve.ts';
export type { BeliefCurveOptions } from './continuous/training/beliefCurve.ts';
export { continuousDirectionConfigSchema } from './continuous/training/continuousConfig.ts';
export type {
  ContinuousDirectionConfig,
  ContinuousDirectionConfigInput,
} from './continuous/training/continuousConfig.ts';
export { ContinuousDirectionModel } from './continuous/training/continuousDirectionModel.ts';
export type {
  ContinuousData,
  ContinuousSource,
  ContinuousTransfer,
} from './continuous/training/continuousSource.ts';
export { trainContinuousDirection } from './continuous/training/trainContinuousDirection.ts';
export type {
  ContinuousDirectionEvent,
  TrainContinuousDirectionOptions,
} from './continuous/training/trainContinuousDirection.ts';
export { vectorHypotheses } from './continuous/vector/vectorHypotheses.ts';
export type {
  VectorHypotheses,
  VectorHypothesesOptions,
} from './continuous/vector/vectorHypotheses.ts';

// Representations.
export { couplingLayers } from './encoder/maps/couplingLayers.ts';
export type { CouplingLayersOptions } from './encoder/maps/couplingLayers.ts';
export type { Columns, InvertibleEncoder } from './encoder/maps/invertibleEncoder.ts';
export { rotation } from './encoder/maps/rotation.ts';
export { rotation3 } from './encoder/maps/rotation3.ts';
export type { RepresentationData } from './encoder/score/representationData.ts';
export type { AngleScores, BestAngle, CodeDirection } from './encoder/search/anglePath.ts';
export { angleSearch } from './encoder/search/angleSearch.ts';
export type {
  AngleScoreOptions,
  AngleSearchOptions,
  AngleSearchResult,
} from './encoder/search/angleSearch.ts';
export { rotationError } from './encoder/search/rotationError.ts';
export type { FoundRotation } from './encoder/search/rotationError.ts';
export {
  encoderTrainingConfigSchema,
  resolveEncoderTrainingConfig,
} from './encoder/training/encoderConfig.ts';
export type {
  CouplingConfig,
  EncoderTrainingConfig,
  EncoderTrainingConfigInput,
  MechanismNetworkConfig,
} from './encoder/training/encoderConfig.ts';
export { EncoderModel } from './encoder/training/encoderModel.ts';
export { trainEncoder } from './encoder/training/trainEncoder.ts';
export type { EncoderTrainingEvent, TrainEncoderOptions } from './encoder/training/trainEncoder.ts';

// Meta-learning.
export { evaluateAdaptation } from './maml/evaluateAdaptation.ts';
export type {
  AdaptationScores,
  AdaptationStep,
  EvaluateAdaptationOptions,
} from './maml/evaluateAdaptation.ts';
export { mamlConfigSchema, resolveMamlConfig } from './maml/mamlConfig.ts';
export type { MamlConfig, MamlConfigInput, MamlModelConfig } from './maml/mamlConfig.ts';
export { MamlModel } from './maml/mamlModel.ts';
export type { AdaptOptions, TaskExamples } from './maml/mamlModel.ts';
export type { ActivationName } from './maml/network/activation.ts';
export type { TaskLossName } from './maml/network/taskLoss.ts';
export { fixedTasks } from './maml/tasks/fixedTasks.ts';
export type { OwnTask } from './maml/tasks/fixedTasks.ts';
export { pointTasks } from './maml/tasks/pointTasks.ts';
export type { PointTasksOptions } from './maml/tasks/pointTasks.ts';
export type { OwnPoints, PointRows } from './maml/tasks/taskRows.ts';
export { trainMaml } from './maml/trainMaml.ts';
export type { MamlTrainingEvent, TrainMamlOptions } from './maml/trainMaml.ts';

// Graphs.
export { acyclicProjection } from './graphs/beliefs/acyclicProjection.ts';
export { beliefRegularisers } from './graphs/beliefs/beliefRegularisers.ts';
export type { BeliefRegularisersOptions } from './graphs/beliefs/beliefRegularisers.ts';
export { EdgeBeliefs } from './graphs/beliefs/edgeBeliefs.ts';
export type { AdjacencyOptions, EdgeBeliefLogits } from './graphs/beliefs/edgeBeliefs.ts';
export { edgeContrasts } from './graphs/beliefs/edgeContrasts.ts';
export type { EdgeContrasts } from './graphs/beliefs/edgeContrasts.ts';
export { ElementAdam } from './graphs/beliefs/elementAdam.ts';
export type { ElementAdamOptions } from './graphs/beliefs/elementAdam.ts';
export { encoEstimator } from './graphs/beliefs/encoEstimator.ts';
export type {
  EncoEstimatorOptions,
  OrientedBeliefs,
  OrientedGradients,
} from './graphs/beliefs/encoEstimator.ts';
export { regressionContrasts } from './graphs/beliefs/regressionContrasts.ts';
export type { RegressionContrastsOptions } from './graphs/beliefs/regressionContrasts.ts';
export { reinforceEstimator } from './graphs/beliefs/reinforceEstimator.ts';
export type { ReinforceEstimatorOptions } from './graphs/beliefs/reinforceEstimator.ts';
export { sampledGraphs } from './graphs/beliefs/sampledGraphs.ts';
export type { SampledGraphsOptions } from './graphs/beliefs/sampledGraphs.ts';
export type { ScoredGraphs } from './graphs/beliefs/scoredGraphs.ts';
export { exactStructure } from './graphs/search/exactStructure.ts';
export type { ExactStructureOptions } from './graphs/search/exactStructure.ts';
export { greedyStructure } from './graphs/search/greedyStructure.ts';
export { inferTargets } from './graphs/search/inferTargets.ts';
export { jointStructure } from './graphs/search/jointStructure.ts';
export type { StructureSearchOptions } from './graphs/search/searchStructure.ts';
export type {
  InterventionTarget,
  StructureEdge,
  StructureResult,
} from './graphs/structureResult.ts';
export { StructureScore } from './graphs/tables/structureScore.ts';
export type { StructureScoreOptions } from './graphs/tables/structureScore.ts';
export { encoConfigSchema } from './graphs/training/encoConfig.ts';
export type { EncoConfig, EncoConfigInput } from './graphs/training/encoConfig.ts';
export { reinforceConfigSchema } from './graphs/training/reinforceConfig.ts';
export type { ReinforceConfig, ReinforceConfigInput } from './graphs/training/reinforceConfig.ts';
export { trainEdgeBeliefs } from './graphs/training/trainEdgeBeliefs.ts';
export type {
  EdgeBeliefsConfigInput,
  EdgeBeliefsEvent,
  TrainEdgeBeliefsOptions,
} from './graphs/training/trainEdgeBeliefs.ts';

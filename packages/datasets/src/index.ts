/**
 * Image data sets that are read by index, in batches and at random: arrays, procedural digits and glyphs, idx files;
 * tasks on sequences; and causal models with their samples.
 *
 * @packageDocumentation
 */
export type { DataOrigin, ImageBatch, ImageDataset } from './image/imageDataset.ts';
export { arrayDataset } from './image/arrayDataset.ts';
export type { ArrayDatasetOptions } from './image/arrayDataset.ts';
export { subset } from './image/subset.ts';
export type { IndexRange } from './image/subset.ts';
export { padImages } from './image/padImages.ts';
export { resizeImages } from './image/resizeImages.ts';
export type { ResizeImagesOptions } from './image/resizeImages.ts';
export type { ResizeMethod } from './image/resampling.ts';
export { loadIntoMemory } from './image/loadIntoMemory.ts';
export { gatherImages } from './image/gatherImages.ts';
export { streamBatches } from './image/streamBatches.ts';
export type { StreamBatchesOptions } from './image/streamBatches.ts';
export type { ImageTransform } from './image/imageTransform.ts';
export { asSampler, createSampler } from './image/imageSampler.ts';
export type { CreateSamplerOptions, ImageSampler } from './image/imageSampler.ts';
export { parseIdx } from './formats/idxFile.ts';
export type { IdxArray, IdxData, IdxType, ParseIdxOptions } from './formats/idxFile.ts';
export { proceduralDigits } from './generated/proceduralDigits.ts';
export type { ProceduralDigitsOptions } from './generated/proceduralDigits.ts';
export { proceduralGlyphs } from './generated/proceduralGlyphs.ts';
export type { ProceduralGlyphsOptions } from './generated/proceduralGlyphs.ts';
export type {
  GeneratedSequenceTask,
  SequenceBatch,
  SequenceInputs,
  SequenceTargets,
  SequenceTask,
} from './sequence/sequenceTask.ts';
export { copyingTask } from './sequence/copyingTask.ts';
export type { CopyingTaskOptions } from './sequence/copyingTask.ts';
export { recallTask } from './sequence/recallTask.ts';
export type { RecallTaskOptions } from './sequence/recallTask.ts';
export { ADDING_TARGET_VARIANCE, addingTask } from './sequence/addingTask.ts';
export type { AddingTaskOptions } from './sequence/addingTask.ts';
export { sequentialImages } from './sequence/sequentialImages.ts';
export type { SequentialImages, SequentialImagesOptions } from './sequence/sequentialImages.ts';
export { fixedBatches } from './sequence/fixedBatches.ts';
export type { FixedBatchesOptions } from './sequence/fixedBatches.ts';
export type { Environment, EnvironmentBatch, EnvironmentStep } from './gridworld/environment.ts';
export {
  GRID_ACTIONS,
  GRID_COLOURS,
  GRID_DIRECTIONS,
  GRID_KINDS,
} from './gridworld/gridObjects.ts';
export type { GridColour, GridKind, GridObject } from './gridworld/gridObjects.ts';
export { fetchEnvironment } from './gridworld/fetchEnvironment.ts';
export type { FetchEnvironment, FetchTransition } from './gridworld/fetchEnvironment.ts';
export type { FetchOptions, FetchRules } from './gridworld/fetchRules.ts';
export type { FetchState } from './gridworld/fetchState.ts';
export { renderGrid } from './gridworld/renderGrid.ts';
export type { RenderGridOptions } from './gridworld/renderGrid.ts';
export { sequenceTable } from './sequence/own/sequenceTable.ts';
export type {
  NumberSequence,
  SequenceCoding,
  SequenceRecord,
  SequenceTable,
  SequenceTableOptions,
  TokenSequence,
} from './sequence/own/sequenceTypes.ts';
export { parseSequenceLines } from './sequence/own/sequenceLines.ts';
export { cutSequences, selectSequences, sequenceLengths } from './sequence/own/selectSequences.ts';
export { splitSequences } from './sequence/own/splitSequences.ts';
export type { SplitSequences, SplitSequencesOptions } from './sequence/own/splitSequences.ts';
export { sequenceCoding } from './sequence/own/sequenceCoding.ts';
export type { SequenceCodingOptions } from './sequence/own/sequenceCoding.ts';
export { encodeSequences } from './sequence/own/encodeSequences.ts';
export type { EncodedSequences } from './sequence/own/encodeSequences.ts';
export { decodeAnswers } from './sequence/own/decodeAnswers.ts';
export type { AnswersToDecode, SequenceAnswer } from './sequence/own/decodeAnswers.ts';
export { sequenceTableTask } from './sequence/own/sequenceTableTask.ts';
export type { SequenceTableTask } from './sequence/own/sequenceTableTask.ts';
export { categoricalTable, tableRows } from './causal/categoricalTable.ts';
export type { CategoricalTable, CategoricalTableOptions } from './causal/categoricalTable.ts';
export type { CategoricalMechanism } from './causal/categoricalMechanism.ts';
export { tableMechanism } from './causal/tableMechanism.ts';
export type { TableMechanismOptions } from './causal/tableMechanism.ts';
export { adjacencyOf, causalNetwork } from './causal/causalNetwork.ts';
export type { CausalNetwork, CausalNetworkDescription } from './causal/causalNetwork.ts';
export { topologicalOrder } from './causal/topologicalOrder.ts';
export { sampleInterventional, sampleObservational } from './causal/sampling/ancestralSampling.ts';
export type { SampleInterventionalOptions } from './causal/sampling/ancestralSampling.ts';
export { interventionalData } from './causal/interventionalData.ts';
export type {
  Intervention,
  InterventionalData,
  InterventionalDataOptions,
} from './causal/interventionalData.ts';
export { bayesianNetwork } from './causal/networks/bayesianNetwork.ts';
export type { BayesianNetworkName } from './causal/networks/literature.ts';
export { parseBif } from './causal/bif/parseBif.ts';
export type { ParseBifOptions } from './causal/bif/parseBif.ts';
export { syntheticNetwork } from './causal/synthetic/syntheticNetwork.ts';
export type { SyntheticNetworkOptions } from './causal/synthetic/syntheticNetwork.ts';
export type { SyntheticGraphKind } from './causal/synthetic/syntheticParents.ts';
export { threeVariableNetwork } from './causal/synthetic/threeVariableNetwork.ts';
export type {
  ThreeVariableNetworkOptions,
  ThreeVariableStructure,
} from './causal/synthetic/threeVariableNetwork.ts';
export type {
  CategoricalColumn,
  DataTable,
  NumericColumn,
  TableColumn,
  TableWarning,
} from './table/dataTable.ts';
export { tableFromColumns } from './table/tableFromColumns.ts';
export type { Cell, TableOptions } from './table/tableFromColumns.ts';
export { binColumn, defaultBins, quantileEdges } from './table/binColumn.ts';
export type { BinColumnOptions } from './table/binColumn.ts';
export { categoriesOfTable, tableColumn } from './table/categoriesOfTable.ts';
export { environmentRows, tableCells } from './table/environmentRows.ts';
export type { EnvironmentRows, TableEnvironments } from './table/environmentRows.ts';
export { rowGroups, takeRows } from './table/rowGroups.ts';
export type { RowGroup, RowGroups } from './table/rowGroups.ts';
export { sinusoidTasks } from './causal/sinusoidTasks.ts';
export type {
  NumberRange,
  SinusoidBatch,
  SinusoidTasks,
  SinusoidTasksOptions,
} from './causal/sinusoidTasks.ts';
export type { TaskBatch, TaskPoints, TaskSource } from './causal/taskSource.ts';
export { continuousPair } from './causal/continuous/continuousPair.ts';
export type {
  ContinuousPair,
  ContinuousPairOptions,
  RealPairs,
  PairTransfer,
} from './causal/continuous/continuousPair.ts';
export { gaussianPair } from './causal/continuous/gaussianPair.ts';
export type { GaussianPair, GaussianPairOptions } from './causal/continuous/gaussianPair.ts';
export { splinePair } from './causal/continuous/splinePair.ts';
export type {
  SplineMechanism,
  SplinePair,
  SplinePairOptions,
} from './causal/continuous/splinePair.ts';
export { splineChain } from './causal/continuous/splineChain.ts';
export type {
  ChainTransfer,
  SplineChain,
  SplineChainOptions,
} from './causal/continuous/splineChain.ts';
export { gaussianVectorPair } from './causal/continuous/gaussianVectorPair.ts';
export type {
  GaussianVectorPair,
  GaussianVectorPairOptions,
  VectorTransfer,
} from './causal/continuous/gaussianVectorPair.ts';
export { categoricalPair, categoricalPairOf, pairJoint } from './causal/pairs/categoricalPair.ts';
export type {
  CategoricalPair,
  CategoricalPairOfOptions,
  CategoricalPairOptions,
  PairDirection,
} from './causal/pairs/categoricalPair.ts';
export { createEpisodeSampler } from './causal/pairs/episodeSampler.ts';
export type { EpisodeSampler, EpisodeSamplerOptions } from './causal/pairs/episodeSampler.ts';
export { samplePairs } from './causal/pairs/samplePairs.ts';
export type { PairSamples } from './causal/pairs/pairSamples.ts';
export { PAIR_CHANGES, transferDistribution } from './causal/pairs/transferDistribution.ts';
export type {
  PairChange,
  TransferDistributionOptions,
} from './causal/pairs/transferDistribution.ts';
export { checkFactorDataset } from './factors/checkFactorDataset.ts';
export { factorDataset } from './factors/factorDataset.ts';
export type { Factor, FactorDataset } from './factors/factorTypes.ts';
export type { FactorDatasetOptions, FactorValues } from './factors/factorDataset.ts';
export { asFactorGraph, factorGraph, factorGraphOf } from './factors/factorGraph.ts';
export type { FactorGraph, FactorGraphOptions } from './factors/factorGraph.ts';
export { causalOrder, fullGraph, graphEdges, superGraph } from './factors/causalOrder.ts';
export { withFactors } from './factors/withFactors.ts';
export { addFactor, factorColumn, selectFactors } from './factors/factorColumns.ts';
export { selectRows } from './factors/selectRows.ts';
export { splitRows } from './factors/splitRows.ts';
export type { SplitRows, SplitRowsOptions } from './factors/splitRows.ts';
export { loadFactorsIntoMemory } from './factors/loadFactorsIntoMemory.ts';
export { agreeingRows } from './factors/agreeingRows.ts';
export type { AgreeingRowsOptions } from './factors/agreeingRows.ts';
export { celebaAttractiveGraph, celebaSmileGraph, celebaTarget } from './factors/celebaGraphs.ts';
export { hideLabels } from './factors/hideLabels.ts';
export type { HideLabelsOptions } from './factors/hideLabels.ts';
export { factorSampler, readObservations } from './factors/factorSampler.ts';
export type { FactorBatch, FactorSampler } from './factors/factorSampler.ts';
export type { SceneDataset } from './scenes/sceneDataset.ts';
export { pendulum } from './scenes/pendulum/pendulum.ts';
export { pendulumFeatures } from './scenes/pendulum/pendulumFeatures.ts';
export { pendulumGraph, pendulumSuperGraph } from './scenes/pendulum/pendulumGraphs.ts';
export { pendulumShadow } from './scenes/pendulum/pendulumGeometry.ts';
export type { PendulumShadow } from './scenes/pendulum/pendulumGeometry.ts';
export type {
  PendulumBackground,
  PendulumOptions,
  PendulumRowsOptions,
} from './scenes/pendulum/pendulumOptions.ts';
export { pendulumCeiling } from './scenes/pendulum/pendulumCeiling.ts';
export type {
  BiasedScores,
  DetectorScores,
  PendulumCeiling,
  PendulumCeilingOptions,
  PendulumGroup,
} from './scenes/pendulum/pendulumCeiling.ts';
export { flow } from './scenes/flow/flow.ts';
export type { FlowOptions } from './scenes/flow/flow.ts';
export { flowGraph } from './scenes/flow/flowGraph.ts';
export type { FrameSequences, ObjectTracks } from './frames/frameSequences.ts';
export { arrayFrames } from './frames/arrayFrames.ts';
export type { ArrayFramesOptions } from './frames/arrayFrames.ts';
export { loadFramesIntoMemory } from './frames/loadFramesIntoMemory.ts';
export { bouncingBalls } from './physics/bouncingBalls.ts';
export type { BouncingBalls } from './physics/bouncingBalls.ts';
export type { BallColour, BallRange, BouncingBallsOptions } from './physics/ballOptions.ts';
export type { CurtainOptions } from './physics/curtain.ts';
export { simulateBalls } from './physics/simulateBalls.ts';
export type { BallStart, SimulateBallsOptions } from './physics/simulateBalls.ts';
export type { BallTracks } from './physics/ballTracks.ts';

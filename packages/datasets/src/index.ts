/**
 * Image data sets that are read by index, in batches and at random: arrays, procedural digits and glyphs, idx files;
 * and tasks on sequences.
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
export type { IdxArray, ParseIdxOptions } from './formats/idxFile.ts';
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
export { ADDING_TARGET_VARIANCE, addingTask } from './sequence/addingTask.ts';
export type { AddingTaskOptions } from './sequence/addingTask.ts';
export { sequentialImages } from './sequence/sequentialImages.ts';
export type { SequentialImages, SequentialImagesOptions } from './sequence/sequentialImages.ts';
export { fixedBatches } from './sequence/fixedBatches.ts';
export type { FixedBatchesOptions } from './sequence/fixedBatches.ts';
export type { CategoricalTable } from './causal/categoricalTable.ts';
export type { CategoricalMechanism, CausalNetwork } from './causal/causalNetwork.ts';
export type { Intervention, InterventionalData } from './causal/interventionalData.ts';

/**
 * Image data sets that are read by index, in batches and at random: arrays, procedural digits and glyphs, idx files;
 * and tasks on sequences.
 *
 * @packageDocumentation
 */
export type { DataOrigin, ImageBatch, ImageDataset } from './imageDataset.ts';
export { arrayDataset } from './arrayDataset.ts';
export type { ArrayDatasetOptions } from './arrayDataset.ts';
export { subset } from './subset.ts';
export type { IndexRange } from './subset.ts';
export { padImages } from './padImages.ts';
export { resizeImages } from './resizeImages.ts';
export type { ResizeImagesOptions } from './resizeImages.ts';
export type { ResizeMethod } from './resampling.ts';
export { loadIntoMemory } from './loadIntoMemory.ts';
export { gatherImages } from './gatherImages.ts';
export { streamBatches } from './streamBatches.ts';
export type { StreamBatchesOptions } from './streamBatches.ts';
export type { ImageTransform } from './imageTransform.ts';
export { asSampler, createSampler } from './imageSampler.ts';
export type { CreateSamplerOptions, ImageSampler } from './imageSampler.ts';
export { parseIdx } from './idxFile.ts';
export type { IdxArray, ParseIdxOptions } from './idxFile.ts';
export { proceduralDigits } from './proceduralDigits.ts';
export type { ProceduralDigitsOptions } from './proceduralDigits.ts';
export { proceduralGlyphs } from './proceduralGlyphs.ts';
export type { ProceduralGlyphsOptions } from './proceduralGlyphs.ts';
export type {
  GeneratedSequenceTask,
  SequenceBatch,
  SequenceInputs,
  SequenceTargets,
  SequenceTask,
} from './sequenceTask.ts';
export { copyingTask } from './copyingTask.ts';
export type { CopyingTaskOptions } from './copyingTask.ts';
export { ADDING_TARGET_VARIANCE, addingTask } from './addingTask.ts';
export type { AddingTaskOptions } from './addingTask.ts';
export { sequentialImages } from './sequentialImages.ts';
export type { SequentialImages, SequentialImagesOptions } from './sequentialImages.ts';
export { fixedBatches } from './fixedBatches.ts';
export type { FixedBatchesOptions } from './fixedBatches.ts';

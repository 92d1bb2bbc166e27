import { ExpertsModel } from '@causal-mechanisms/experts-gan';
import * as tf from '@tensorflow/tfjs';
import { modelHandler } from '../../worker/modelHandler.ts';

/** The banks that a panel can have at a time: the shipped one, one from files, one that was trained here. */
export type BankName = 'shipped' | 'own' | 'trained';

/** What is told of a bank. */
export interface BankDescription {
  /** How many experts. */
  readonly experts: number;
  /** Height, width and channels of its images. */
  readonly shape: readonly [number, number, number];
  /** Filters of a hidden layer. */
  readonly filters: number;
}

/**
 * @param base - The folder of the page.
 * @returns The bank that comes with the page; the caller disposes of it.
 */
export function openShipped(base: string): Promise<ExpertsModel> {
  return ExpertsModel.load(tf.io.browserHTTPRequest(`${base}models/experts/model.json`));
}

/**
 * @param files - That the reader picked.
 * @returns The bank in them; the caller disposes of it.
 * @throws FileFormatError, or an error in words, when there is none.
 */
export async function openFiles(files: readonly File[]): Promise<ExpertsModel> {
  return ExpertsModel.load(modelHandler(files));
}

/**
 * @param model - A bank.
 * @returns What is told of it.
 */
export function describeBank(model: ExpertsModel): BankDescription {
  const [height, width, channels] = model.shape;
  return {
    experts: model.experts,
    shape: [height, width, channels],
    filters: model.config.filters,
  };
}

import { SequenceLayer, SequenceModel } from '@causal-mechanisms/rims';
import type { CoreState, SequenceCore } from '@causal-mechanisms/rims';
import { FileFormatError } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import { modelHandler } from '../../worker/modelHandler.ts';
import { TOKENS } from './copying.ts';

/** What is told of a model. */
export interface StepModelDescription {
  /** Such as `rims`. */
  readonly kind: string;
  /** 1 where there are none: all units are active at every step. */
  readonly modules: number;
  /** How many of them are active at a time. */
  readonly activeModules: number;
  /** Numbers that were learned. */
  readonly parameters: number;
  /** Whether it answers; a bare layer does not. */
  readonly answers: boolean;
}

/** What a model did at one step. */
export interface StepRead {
  /** 1 or 0 for each module. */
  readonly active: ArrayLike<number>;
  /** The probability of each token; empty where the model does not answer. */
  readonly probabilities: ArrayLike<number>;
}

/** A way through a sequence. */
export interface StepWay {
  /** @param token - What is read next. */
  step(token: number): Promise<StepRead>;
  /** Disposes of the state; the model lives on. */
  dispose(): void;
}

/** Anything that reads tokens one by one. */
export interface StepModel {
  readonly description: StepModelDescription;
  /** @returns A way from the start; the caller disposes of it. */
  start(): StepWay;
  /** Disposes of the parameters. */
  dispose(): void;
}

/**
 * @param base - The folder of the page.
 * @param name - Of a shipped model.
 * @returns The model.
 */
export async function openShipped(base: string, name: 'rims' | 'lstm'): Promise<StepModel> {
  const address = `${base}models/copying/${name}/model.json`;
  try {
    return fromModel(await SequenceModel.load(tf.io.browserHTTPRequest(address)));
  } catch (cause) {
    if (cause instanceof FileFormatError) throw cause;
    throw new FileFormatError(`${address} could not be fetched`, { cause });
  }
}

/**
 * @param files - That the reader picked: a saved `SequenceModel`, or a saved `SequenceLayer`.
 * @returns The model.
 * @throws In words where there is none, or one that cannot read the symbols of this page.
 */
export async function openFiles(files: readonly File[]): Promise<StepModel> {
  const opened = await loadEither(files);
  return opened instanceof SequenceModel ? fromModel(opened) : fromLayer(opened);
}

async function loadEither(files: readonly File[]): Promise<SequenceModel | SequenceLayer> {
  try {
    return await SequenceModel.load(modelHandler(files));
  } catch (asModel) {
    try {
      return await SequenceLayer.load(modelHandler(files));
    } catch {
      throw asModel; // what a model lacks says more than what a layer lacks
    }
  }
}

function fromModel(model: SequenceModel): StepModel {
  const { input } = model.config;
  const width = input.kind === 'tokens' ? input.vocabulary : input.width;
  if (width < TOKENS) {
    model.dispose();
    throw new Error(
      `This model reads ${width} ${input.kind === 'tokens' ? 'tokens' : 'numbers per step'}; the page shows it ${TOKENS} different ones.`,
    );
  }
  const description = describe(model.core, {
    parameters: model.parameterCounts.all,
    answers: true,
  });
  return {
    description,
    start: () => {
      const stream = model.stream({ targets: 'classes' });
      return {
        step: async (token) => {
          const { activation, probabilities } = await stream.step(
            input.kind === 'tokens' ? token : oneHot(token, width),
          );
          return {
            active: activeOf(description, activation),
            probabilities: probabilities ?? [],
          };
        },
        dispose: () => stream.dispose(),
      };
    },
    dispose: () => model.dispose(),
  };
}

/** A layer reads each token as a row that is 1 at its place. */
function fromLayer(layer: SequenceLayer): StepModel {
  const width = layer.core.config['inputWidth'];
  if (typeof width !== 'number' || width < TOKENS) {
    layer.dispose();
    throw new Error(
      `This layer reads ${JSON.stringify(width)} numbers per step; the page shows it rows of ${TOKENS}.`,
    );
  }
  const description = describe(layer.core, { parameters: layer.parameterCount, answers: false });
  return {
    description,
    start: () => {
      let state: CoreState | undefined;
      return {
        step: async (token) => {
          const row = tf.tensor2d(oneHot(token, width), [1, width]);
          const read = layer.step(row, state);
          if (state !== undefined) tf.dispose({ ...state });
          state = read.state;
          const active = await read.active?.data<'float32'>();
          tf.dispose([row, read.output, read.active ?? []]);
          return { active: activeOf(description, active), probabilities: [] };
        },
        dispose: () => {
          if (state !== undefined) tf.dispose({ ...state });
        },
      };
    },
    dispose: () => layer.dispose(),
  };
}

/** Cores of several layers have modules of several kinds, and are shown as one. */
function activeOf(
  { modules }: StepModelDescription,
  activation: Float32Array | undefined,
): ArrayLike<number> {
  return modules > 1 && activation !== undefined ? activation : [1];
}

function oneHot(token: number, width: number): Float32Array {
  const row = new Float32Array(width);
  row[token] = 1;
  return row;
}

function describe(
  core: SequenceCore,
  rest: Pick<StepModelDescription, 'parameters' | 'answers'>,
): StepModelDescription {
  const { modules = 1, activeModules = modules } = core.config as {
    readonly modules?: number;
    readonly activeModules?: number;
  };
  return { kind: core.kind, modules, activeModules, ...rest };
}

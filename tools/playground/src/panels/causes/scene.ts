import { pendulum, pendulumFeatures, readObservations } from '@causal-mechanisms/datasets';
import type { FactorDataset, SceneDataset } from '@causal-mechanisms/datasets';
import type { DearModel } from '@causal-mechanisms/dear-scm';
import { RandomStream } from '@causal-mechanisms/tensor-utils';
import * as tf from '@tensorflow/tfjs';
import type { PixelArray } from '../../parts/pixelArray.ts';
import { isPendulum } from './openModel.ts';
import { picturesOf } from './pictures.ts';

/** Factors that are set, in their units. */
export type SetFactors = Readonly<Record<string, number>>;

/** What is asked of a model. */
export interface SceneInput {
  /** Which scene: the same number is the same scene. */
  readonly scene: number;
  /** What is set. */
  readonly set: SetFactors;
}

/** A picture with the values of all factors, in the order of the model and in their units. */
export interface ShownScene {
  readonly picture: PixelArray;
  readonly values: readonly number[];
}

/** What a model makes of a scene, and of the same scene with factors that are set. */
export interface SceneAnswer {
  /** The scene itself; of a model whose scenes cannot be drawn, one that it drew from its prior. */
  readonly given: ShownScene;
  /** What the model makes of the scene before anything is set; its values are read off by the encoder. */
  readonly reconstructed: ShownScene;
  /** What follows from setting the factors: do(). */
  readonly intervened: ShownScene;
  /** The same coordinates moved alone, all others held: a traversal. */
  readonly traversed: ShownScene;
  /** What the scene would truly have been; undefined where nobody knows. */
  readonly truth: ShownScene | undefined;
}

/**
 * Asks a model what a scene would be, had factors had other values.
 *
 * @param model - The model; its scenes are drawn by the generator of the pendulum where they are pendulums, else from its own prior.
 * @param input - Scene and factors. Values beyond the labels of training are brought to their ends, factors that it does not have are left out.
 * @returns Pictures and values: plain data.
 */
export async function askScene(model: DearModel, { scene, set }: SceneInput): Promise<SceneAnswer> {
  const { latentWidth, observationShape: shape } = model;
  const wanted = setWithin(model, set);
  const data = isPendulum(model) ? pendulumScene(model, scene) : undefined;
  const structure = await model.structure();
  const latents = await latentsOf(model, data, scene);
  const targets = new Map(
    model.factorNames.flatMap((name, place) => {
      const value = wanted[name];
      return value === undefined
        ? []
        : [[place, Float64Array.of(model.scaling.toLatent(place, value))] as const];
    }),
  );
  const states = [
    latents,
    targets.size === 0 ? latents : structure.intervene(latents, targets),
    targets.size === 0 ? latents : structure.hold(latents, targets),
  ];
  const generated = tf.tidy(() => {
    const rows = Float32Array.from(states.flatMap((state) => Array.from(state)));
    return model.generate(tf.tensor2d(rows, [states.length, latentWidth]));
  });
  const pictures = picturesOf(await takeValues(generated), shape);
  const [reconstructed, intervened, traversed] = states.map((state, i): ShownScene => ({
    picture: pictures[i] as PixelArray,
    values: model.factorNames.map((_, place) => model.scaling.toUnits(place, state[place] ?? 0)),
  }));
  if (reconstructed === undefined || intervened === undefined || traversed === undefined) {
    throw new Error('a scene has three states');
  }
  if (data === undefined) {
    return { given: reconstructed, reconstructed, intervened, traversed, truth: undefined };
  }
  const hasSet = Object.keys(wanted).length > 0;
  return {
    given: await drawn(model, data),
    reconstructed,
    intervened,
    traversed,
    truth: await drawn(model, hasSet ? data.counterfactual(wanted) : data),
  };
}

/** One scene of the pendulum, none of the corrupted ones. */
function pendulumScene({ observationShape }: DearModel, scene: number): SceneDataset {
  const options = { rows: 1, corrupted: 0, split: 'test', seed: scene } as const;
  const [size = 32] = observationShape;
  return observationShape.length === 3 ? pendulum({ ...options, size }) : pendulumFeatures(options);
}

async function latentsOf(
  model: DearModel,
  data: FactorDataset | undefined,
  scene: number,
): Promise<Float64Array> {
  if (data === undefined) {
    const drawn = model.sampleLatents(1, new RandomStream(scene).split('scene'));
    return Float64Array.from(await takeValues(drawn));
  }
  const observations = await readObservations(data, [0]);
  const encoded = tf.tidy(() => model.encode(observations));
  observations.dispose();
  return Float64Array.from(await takeValues(encoded));
}

async function drawn(model: DearModel, data: FactorDataset): Promise<ShownScene> {
  const size = data.shape.reduce((product, side) => product * side, 1);
  const pixels = new Float32Array(size);
  await data.read(Int32Array.of(0), pixels);
  const [picture] = picturesOf(pixels, data.shape);
  return {
    picture: picture as PixelArray,
    values: model.factorNames.map(
      (name) => data.values[data.factors.findIndex((factor) => factor.name === name)] ?? NaN,
    ),
  };
}

function setWithin(model: DearModel, set: SetFactors): Record<string, number> {
  return Object.fromEntries(
    model.scaling.state.ranges.flatMap(({ name, least, most }) => {
      const value = Object.hasOwn(set, name) ? set[name] : undefined;
      if (value === undefined || !Number.isFinite(value)) return [];
      return [[name, Math.min(most, Math.max(least, value))] as const];
    }),
  );
}

async function takeValues(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<'float32'>();
  } finally {
    tensor.dispose();
  }
}

import { readObservations, selectRows } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import { labelAgreement, reconstructionError } from '@causal-mechanisms/dear-scm';
import type { DearModel, FactorAgreement } from '@causal-mechanisms/dear-scm';
import type { LabelledMatrix } from '@causal-mechanisms/tensor-utils';

/** What was measured of a model on images that were held out. */
export interface ImageMeasures {
  /** How well the factors that the encoder reads agree with labels; factors without labels among these images are left out. */
  readonly agreement: readonly FactorAgreement[];
  /** The mean squared error of reconstructed pixels. */
  readonly reconstruction: number;
  /**
   * How far setting a factor moves each factor, as the encoder reads it off the changed images: `values[set][read]`, both in ranges of the
   * labels, so that 1 on the diagonal means that a factor follows.
   */
  readonly effects: LabelledMatrix;
  /** The learned weights. */
  readonly adjacency: LabelledMatrix;
}

/** Images that are changed to measure effects. */
const CHANGED = 64;
/** Factors are set within their labels: the ends are rare, and read as somewhat less. */
const MARGIN = 0.1;

/**
 * Measures a model on images that were held out.
 *
 * @param model - The model.
 * @param test - The images, with labels.
 * @param signal - Ends the work.
 * @returns The figures.
 */
export async function measureImages(
  model: DearModel,
  test: FactorDataset,
  signal: AbortSignal,
): Promise<ImageMeasures> {
  const labelled = model.factors.filter(({ name }) => {
    const place = test.factors.findIndex((factor) => factor.name === name);
    return test.values.some(
      (value, i) => i % test.factors.length === place && !Number.isNaN(value),
    );
  });
  const agreement =
    labelled.length === model.factors.length
      ? await labelAgreement(model, test, { signal })
      : await labelAgreement(reading(model, labelled), test, { signal });
  return {
    agreement,
    reconstruction: await reconstructionError(model, test, { signal }),
    effects: await effectsOf(model, test, signal),
    adjacency: await model.adjacency(),
  };
}

/** The model as one that reads fewer factors. */
function reading(model: DearModel, factors: DearModel['factors']) {
  const places = factors.map(({ name }) => model.factorNames.indexOf(name));
  return {
    observationShape: model.observationShape,
    factors,
    factorValues: async (observations: Parameters<DearModel['factorValues']>[0]) => {
      const all = await model.factorValues(observations);
      const rows = all.length / model.factors.length;
      return Float64Array.from(
        { length: rows * places.length },
        (_, i) =>
          all[
            Math.floor(i / places.length) * model.factors.length + (places[i % places.length] ?? 0)
          ] ?? NaN,
      );
    },
  };
}

async function effectsOf(
  model: DearModel,
  test: FactorDataset,
  signal: AbortSignal,
): Promise<LabelledMatrix> {
  const { ranges } = model.scaling.state;
  const names = model.factorNames;
  const part = selectRows(test, { to: Math.min(CHANGED, test.size) });
  const images = await readObservations(
    part,
    Array.from({ length: part.size }, (_, row) => row),
  );
  const readAfter = async (targets: Readonly<Record<string, number>>): Promise<Float64Array> => {
    signal.throwIfAborted();
    const { observations } = await model.do(images, targets);
    try {
      return await model.factorValues(observations);
    } finally {
      observations.dispose();
    }
  };
  const values: number[][] = [];
  try {
    for (const set of ranges) {
      const [low, high] = endsOf(set);
      const before = await readAfter({ [set.name]: low });
      const after = await readAfter({ [set.name]: high });
      const asked = (high - low) / (set.most - set.least);
      values.push(
        ranges.map((read, place) => {
          let sum = 0;
          for (let row = 0; row < part.size; row++) {
            const at = row * names.length + place;
            sum += (after[at] ?? NaN) - (before[at] ?? NaN);
          }
          return sum / part.size / (read.most - read.least) / asked;
        }),
      );
    }
  } finally {
    images.dispose();
  }
  return { rows: names.map((name) => `do(${name})`), columns: names, values };
}

type LabelRange = DearModel['scaling']['state']['ranges'][number];

/**
 * @param range - How the labels of a factor lie.
 * @returns A small and a large value to set it to: 0 and 1, or somewhat within the ends.
 */
export function endsOf({ kind, least, most }: LabelRange): [low: number, high: number] {
  if (kind === 'binary') return [0, 1];
  const margin = MARGIN * (most - least);
  return [least + margin, most - margin];
}

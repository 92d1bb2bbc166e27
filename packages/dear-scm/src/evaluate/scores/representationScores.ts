import { checkFactorDataset, selectFactors, selectRows } from '@causal-mechanisms/datasets';
import type { FactorDataset } from '@causal-mechanisms/datasets';
import {
  dciScores,
  meanCorrelationCoefficient,
  mutualInformationGap,
  r2Matrix,
  separatedPredictability,
  withReference,
} from '@causal-mechanisms/metrics';
import type {
  CorrelationScore,
  DciScores,
  FitFactor,
  InformationGap,
  ReferencedScore,
  SeparatedPredictability,
} from '@causal-mechanisms/metrics';
import {
  checkFunction,
  checkInstance,
  checkOptions,
  checkText,
  pacer,
  RandomStream,
} from '@causal-mechanisms/tensor-utils';
import { checkReading, checkRepresentation } from '../evaluateChecks.ts';
import type { Representation } from '../../model/representation.ts';
import { representationMeans } from '../representationMeans.ts';
import { codeAgreement } from './codeAgreement.ts';
import type { CodeAgreement } from './codeAgreement.ts';
import { scoredRows } from './scoredRows.ts';

/** Options of {@link representationScores}. */
export interface RepresentationScoresOptions {
  /** Where the rows that are scored are drawn from; the same stream gives the same rows of the same data. */
  readonly stream: RandomStream;
  /** At most how many rows are scored, at least 30. Default: 2000. */
  readonly rows?: number;
  /** Which coordinates are codes: all, since a free one may carry a factor too, or those of the factors alone. Default: `all`. */
  readonly coordinates?: 'factors' | 'all';
  /** What predicts factors in DCI. Default: that of `dciScores`. */
  readonly fit?: FitFactor;
  /** Observations that are encoded at a time. Default: 256. */
  readonly batchSize?: number;
  /** Ends the work with the reason of the signal. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** What a representation tells about factors, beside what the factors themselves would score. */
export interface RepresentationScores {
  /** The factors: the rows of all matrices. */
  readonly factors: readonly string[];
  /** How many rows were scored. */
  readonly rows: number;
  /** The mutual information gap. */
  readonly informationGap: ReferencedScore<InformationGap>;
  /** Disentanglement, completeness and informativeness. */
  readonly dci: ReferencedScore<DciScores>;
  /** The separated attribute predictability. */
  readonly predictability: ReferencedScore<SeparatedPredictability>;
  /** The mean correlation coefficient; that of the factors themselves is 1. */
  readonly matching: CorrelationScore;
  /** R2 of each factor given each code, by any function. */
  readonly r2: ReferencedScore<readonly (readonly number[])[]>;
  /** How the coordinate of each factor agrees with its labels, whatever its scale; for errors in units see `labelAgreement`. */
  readonly agreement: readonly CodeAgreement[];
}

/**
 * Scores the means of an encoder against the factors of observations: random rows in which all factors of the model have labels.
 *
 * @param model - What encodes; not disposed.
 * @param data - Observations that it was not trained on, with its factors, and others that do not matter.
 * @param options - How many rows, which coordinates, and where rows are drawn from.
 * @returns Every score with its matrix and its reference. Factors that cause each other do not reach 1 themselves, so that a score says something
 *   only beside its reference.
 * @throws ArgumentError for an unknown factor, less than 30 rows with all labels, or impossible options; ShapeError when the model reads other observations;
 *   ValuesError when it gives numbers that are not finite.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { factorDataset } from '@causal-mechanisms/datasets';
 * import { representationScores } from '@causal-mechanisms/dear-scm';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 *
 * await useBackend();
 * const values = new RandomStream(1).normals(400);
 * const data = factorDataset({
 *   name: 'pairs',
 *   observations: values,
 *   shape: [2],
 *   factors: [{ name: 'a', kind: 'continuous' }, { name: 'b', kind: 'continuous' }],
 *   values,
 * });
 * const model = {
 *   observationShape: [2],
 *   factorNames: ['a', 'b'],
 *   latentWidth: 2,
 *   encode: (x: tf.Tensor) => tf.mul<tf.Tensor2D>(x, -3),
 * };
 * const { matching, informationGap, agreement } = await representationScores(model, data, { stream: new RandomStream(2) });
 * console.log(matching.mean.toFixed(3), agreement.map(({ correlation }) => correlation.toFixed(3))); // 1.000 [ '-1.000', '-1.000' ]
 * console.log(informationGap.reference.mean > 0.5); // true
 * ```
 */
export async function representationScores(
  model: Representation,
  data: FactorDataset,
  options: RepresentationScoresOptions,
): Promise<RepresentationScores> {
  const owner = 'representationScores';
  const { stream, rows: most = 2000, fit, signal, ...encoding } = checkOptions(owner, options);
  const { batchSize = 256 } = encoding;
  checkReading(owner, batchSize, signal);
  checkRepresentation(owner, 'model', model);
  checkFactorDataset(owner, 'data', data);
  checkInstance(owner, 'stream', stream, RandomStream);
  if (fit !== undefined) checkFunction(owner, 'fit', fit);
  const { coordinates = 'all' } = options;
  checkText(owner, 'coordinates', coordinates, ['all', 'factors']);
  const factors = model.factorNames;
  const { rows, labels } = scoredRows(owner, data, { factors, rows: most, stream });
  const means = await representationMeans(model, selectRows(data, rows), { batchSize, signal });
  const width = model.latentWidth;
  const every = Array.from({ length: width }, (_, code) =>
    Float64Array.from(rows, (_, row) => means[row * width + code] ?? NaN),
  );
  const own = every.slice(0, factors.length);
  const codes = coordinates === 'all' ? every : own;
  const pause = pacer();
  const turn = async () => {
    await pause();
    signal?.throwIfAborted();
  };
  const matching = meanCorrelationCoefficient(labels, codes);
  await turn();
  const informationGap = withReference((a, b) => mutualInformationGap(a, b), labels, codes);
  await turn();
  const dci = withReference(
    (a, b) => dciScores(a, b, fit === undefined ? {} : { fit }),
    labels,
    codes,
  );
  await turn();
  const predictability = withReference((a, b) => separatedPredictability(a, b), labels, codes);
  await turn();
  const bins = Math.min(20, Math.floor(rows.length / 3));
  const r2 = withReference((a, b) => r2Matrix(a, b, { bins }), labels, codes);
  const known = selectFactors(data, factors).factors;
  const agreement = codeAgreement(known, labels, own);
  return {
    factors: [...factors],
    rows: rows.length,
    informationGap,
    dci,
    predictability,
    matching,
    r2,
    agreement,
  };
}

import type { Measure } from '../../../run/measure.ts';
import { costMeasures } from '../../../study/costMeasures.ts';
import { summary } from './ballStudy.ts';
import type { BallResult } from './ballStudy.ts';
import { setInWords } from './settings.ts';
import type { BouncingBallsConfig } from './settings.ts';

/** What the paper says of all its panels; it gives curves and no figures. */
const CLAIM = 'below the LSTM';

/** Own frames of the paper's ablation. */
const ABLATION_FRAMES = [4, 5];

/**
 * A row per model and set that it was trained on: cross entropy and F1 of own frames by test set, and the own frames 4 and 5.
 *
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns The figures.
 */
export function ballMeasures(
  config: BouncingBallsConfig,
  results: readonly BallResult[],
): Measure[] {
  const { scored } = config;
  return results.flatMap((result) => {
    const { name, label, core } = result.entry;
    const tests = Object.entries(result.outcome.measured.tests);
    const isRims = core.kind === 'rims';
    const measure = (key: string, what: string, table: string, column: string, value: number) => ({
      name: `${name}/${key}`,
      label: what,
      model: label,
      table,
      column,
      value,
    });
    return [
      ...tests.map(([set, test]): Measure => ({
        ...measure(
          `crossEntropy/${set}`,
          `cross entropy of ${scored} own frames on ${setInWords(set)}`,
          `cross entropy of ${scored} own frames on`,
          setInWords(set),
          summary(test, config)['crossEntropy/own'],
        ),
        ...(isRims ? { paper: CLAIM } : {}),
        ...(result.entry.model.name === config.models[0] ? { main: true } : {}),
      })),
      ...tests.map(([set, test]): Measure => ({
        ...measure(
          `f1/${set}`,
          `F1 of ${scored} own frames on ${setInWords(set)}`,
          `F1 of ${scored} own frames on`,
          setInWords(set),
          summary(test, config)['f1/own'],
        ),
        format: 'percent',
      })),
      ...tests
        .slice(0, 1)
        .flatMap(([set, test]) =>
          ABLATION_FRAMES.filter((frame) => frame <= config.own).map((frame): Measure =>
            measure(
              `ownFrame/${frame}`,
              `cross entropy of own frame ${frame} on ${setInWords(set)}`,
              'cross entropy on the first test set of',
              `own frame ${frame}`,
              test.crossEntropy[config.fed - 2 + frame] ?? NaN,
            ),
          ),
        ),
      ...costMeasures(result, { parameters: 'parameters of the core' }),
    ];
  });
}

/** How recurrent independent mechanisms and the LSTM compare on one transfer. */
export interface BallComparison {
  /** Training and test set. */
  readonly transfer: { readonly train: string; readonly test: string };
  /** The cross entropy of each model on own frames, in the order of the models. */
  readonly scores: readonly number[];
  /** Whether the first RIMs are below the best LSTM; `null` where a study lacks one of them. */
  readonly below: boolean | null;
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns One comparison for each transfer.
 */
export function ballComparisons(
  config: BouncingBallsConfig,
  results: readonly BallResult[],
): BallComparison[] {
  return config.transfers.map((transfer) => {
    const own = results.filter(({ entry }) => entry.set === transfer.train);
    const scoreOf = ({ outcome }: BallResult): number => {
      const test = outcome.measured.tests[transfer.test];
      return test === undefined ? NaN : summary(test, config)['crossEntropy/own'];
    };
    const rims = own.find(({ entry }) => entry.core.kind === 'rims');
    const lstms = own.filter(({ entry }) => entry.core.kind === 'lstm').map(scoreOf);
    return {
      transfer,
      scores: own.map(scoreOf),
      below: rims === undefined || lstms.length === 0 ? null : scoreOf(rims) < Math.min(...lstms),
    };
  });
}

/**
 * @param config - Of the study.
 * @param results - Of its models.
 * @returns One sentence that says what came out.
 */
export function ballHeadline(config: BouncingBallsConfig, results: readonly BallResult[]): string {
  const compared = ballComparisons(config, results).filter(({ below }) => below !== null);
  const frames = `Over ${config.scored} frames of their own`;
  if (compared.length === 0) return `${frames}: no RIMs and LSTM to compare.`;
  const won = compared.filter(({ below }) => below === true).length;
  return `${frames}, RIMs have less cross entropy than the LSTM in ${won} of ${compared.length} pairs of training and test; the paper says in all.`;
}

import { rimsBouncingBalls } from '../../../../src/recipes/rims/bouncing-balls/recipe.ts';
import type {
  BallResult,
  BallTest,
} from '../../../../src/recipes/rims/bouncing-balls/ballStudy.ts';
import { ballEntries } from '../../../../src/recipes/rims/bouncing-balls/settings.ts';
import type { BouncingBallsConfig } from '../../../../src/recipes/rims/bouncing-balls/settings.ts';

/** A study of a moment. */
export const TINY = {
  models: ['rims', 'lstm'],
  settings: {
    rims: { core: { kind: 'rims', units: 6, modules: 3, activeModules: 2 } },
    lstm: { core: { kind: 'lstm', units: 4 }, updates: 4 },
  },
  pixels: 8,
  radii: { least: 0.15, most: 0.2 },
  speed: 0.05,
  sets: {
    '1': { balls: 1 },
    '1-2': { balls: { least: 1, most: 2 } },
    curtain: { balls: 1, curtain: true },
  },
  transfers: [
    { train: '1', test: '1' },
    { train: '1', test: 'curtain' },
    { train: '1-2', test: '1' },
  ],
  filters: [2],
  codeWidth: 4,
  decoderWidth: 4,
  fed: 3,
  own: 6,
  scored: 4,
  steps: 6,
  batchSize: 2,
  updates: 6,
  checkpointEvery: 2,
  evaluation: { every: 2, sequences: 3, testSequences: 4 },
};

export const tinyBalls = (more: object = {}) =>
  rimsBouncingBalls.resolve({ ...TINY, ...more }) as unknown as BouncingBallsConfig;

/** What was measured on a set: cross entropy by frame, and half of it as F1. */
function ballTest(...crossEntropy: number[]): BallTest {
  const pixels = Buffer.alloc(2 * 64).toString('base64');
  return {
    crossEntropy,
    f1: crossEntropy.map((value) => value / 2),
    shown: [2, 3],
    truth: pixels,
    said: pixels,
  };
}

/** RIMs that are better than the LSTM on each set but one. */
export function someResults(config: BouncingBallsConfig): BallResult[] {
  return ballEntries(config).map((entry) => {
    const isRims = entry.core.kind === 'rims';
    const base = isRims ? 0.1 : 0.2;
    const frames = (first: number) => [0.3, 0.3, first, first, first, first, 0.9, 0.9];
    return {
      entry,
      outcome: {
        measured: {
          tests:
            entry.set === '1'
              ? { '1': ballTest(...frames(base)), curtain: ballTest(...frames(0.3 - base)) }
              : { '1': ballTest(...frames(base + 0.01)) },
          activity: isRims
            ? {
                active: [1, 0.5, 0.5],
                atHits: [
                  [1, null],
                  [0.25, null],
                  [0.75, null],
                ],
                inCells: [[[1, null]], [[0.5, 0.25]], [[0, 0.5]]],
              }
            : null,
        },
        cost: { parameters: isRims ? 10 : 12, allParameters: 20 },
        chosenAt: null,
        othersAt: {},
      },
    };
  });
}

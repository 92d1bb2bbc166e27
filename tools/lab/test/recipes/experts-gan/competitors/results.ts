import { parseConfig } from '@causal-mechanisms/tensor-utils';
import { competitionSchema } from '../../../../src/recipes/experts-gan/competition/settings.ts';
import type {
  CompetitorFigures,
  CompetitorResult,
} from '../../../../src/recipes/experts-gan/competitors/study.ts';

const CONFIG = parseConfig('competition', competitionSchema, {});

/** A result that was made up: two mechanisms, of which the second one is undone. */
export function madeUp(name: string, more: Partial<CompetitorFigures> = {}): CompetitorResult {
  const mechanism = { accuracy: 0.5, meanSquaredError: 0.1, trivialError: 0.1, undone: false };
  const measured: CompetitorFigures = {
    verdict: 'covered',
    matched: 1,
    minDiagonal: 0.2,
    perfectAtEnd: 0.25,
    lastChange: 75,
    iterations: 200,
    accuracy: 0.75,
    meanSquaredError: 0.05,
    idle: [2],
    undone: 1,
    mechanisms: [
      { ...mechanism, name: 'up' },
      { ...mechanism, name: 'inversion', accuracy: 1, meanSquaredError: 0, undone: true },
    ],
    wins: {
      rows: ['up', 'inversion'],
      columns: ['0', '1', '2'],
      values: [
        [1, 0, 0],
        [0, 1, 0],
      ],
    },
    ...more,
  };
  return {
    entry: { name, label: name.replaceAll('-', ' '), config: CONFIG },
    outcome: { measured, cost: {}, chosenAt: null, othersAt: {} },
  };
}

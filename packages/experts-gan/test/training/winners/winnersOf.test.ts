import { thrownCode } from '@causal-mechanisms/test-utils';
import { winnersByLogit } from '../../../src/index.ts';
import { outputWeights, winnersOf } from '../../../src/training/winners/winnersOf.ts';
import { contextOf } from './context.ts';

const rules = {
  chooseWinners: winnersByLogit,
  context: contextOf(),
  winnerScore: 'logit',
} as const;

it('ranks by logits, or by probabilities that tie', () => {
  const logits = Float32Array.of(30, -1, 40, 2);
  expect(winnersOf(logits, 2, rules)).toEqual(Int32Array.of(1, 1));
  expect(winnersOf(logits, 2, { ...rules, winnerScore: 'probability' })).toEqual(
    Int32Array.of(0, 1),
  );
});

it('hands the context on', () => {
  winnersOf(Float32Array.of(1, 2), 2, {
    ...rules,
    chooseWinners: (scores, experts, context) => {
      expect(context).toBe(rules.context);
      return winnersByLogit(scores, experts);
    },
  });
});

it.each([[[0]], [[0, 2]], [[0, -1]], [[0, 1, 0]]])('refuses the choice %j', (winners) => {
  const chooseWinners = () => Int32Array.from(winners);
  const choose = () => winnersOf(new Float32Array(4), 2, { ...rules, chooseWinners });
  expect(thrownCode(choose)).toBe('ERR_ARGUMENT');
});

it('weighs losers', () => {
  expect(outputWeights(Int32Array.of(1, 0), 3, 1)).toBeUndefined();
  expect(outputWeights(Int32Array.of(1, 0), 3, 0.25)).toEqual(
    Float32Array.of(0.25, 1, 1, 0.25, 0.25, 0.25),
  );
  expect(outputWeights(Int32Array.of(0), 2, 0)).toEqual(Float32Array.of(1, 0));
});

import { sequenceCoding, sequenceTable, sequenceTableTask } from '@causal-mechanisms/datasets';
import type { SequenceRecord } from '@causal-mechanisms/datasets';
import { earlyWord, naiveAnswer } from '../../../../src/recipes/rims/own-sequences/naiveAnswer.ts';
import { heldOutBatches } from '../../../../src/recipes/rims/own-sequences/scoring.ts';

const naive = (
  training: readonly SequenceRecord[],
  heldOut: readonly SequenceRecord[],
  ask: 'next' | 'label',
) => {
  const [first, second] = [sequenceTable(training), sequenceTable(heldOut)];
  const coding = sequenceCoding(first, { ask });
  return naiveAnswer(
    coding,
    heldOutBatches(sequenceTableTask(first, coding)),
    heldOutBatches(sequenceTableTask(second, coding)),
  );
};

it('says the most frequent label', async () => {
  const label = (name: string) => ({ tokens: 'a', label: name });
  const found = await naive(
    [label('x'), label('x'), label('y')],
    [label('x'), label('y'), label('y'), label('y')],
    'label',
  );
  // Counted 2 and 1, and one more of each: 3/5 and 2/5.
  expect(found.name).toBe('the most frequent label');
  expect(found.scores.accuracy).toBe(0.25);
  expect(found.scores.loss).toBeCloseTo(-(Math.log(3 / 5) + 3 * Math.log(2 / 5)) / 4, 10);
});

it('says the most frequent token, or the same again where that is better', async () => {
  // What comes next in training: b b b a. Padding is no answer.
  const often = await naive(['abbb', 'aa'], ['abab', 'b' + 'b'], 'next');
  expect(often.name).toBe('the most frequent token');
  expect(often.scores.accuracy).toBe(3 / 4);
  const again = await naive(['abbb', 'aa'], ['aaaa', 'aab'], 'next');
  expect(again).toMatchObject({ name: 'the same as the last', scores: { accuracy: 4 / 5 } });
});

it('says the last number, or the mean', async () => {
  // Mean 2, deviation 1.
  const last = await naive([[1, 3]], [[4, 4, 4]], 'next');
  expect(last).toEqual({ name: 'the same as the last', scores: { loss: 0, errors: [0] } });
  const mean = await naive([[1, 3]], [[1, 3, 1]], 'next');
  expect(mean).toEqual({ name: 'the mean', scores: { loss: 1, errors: [1] } });
});

it('warns from update 200 on when a model does no better', () => {
  const answer = { name: 'the mean', scores: { loss: 0.5 } };
  expect(earlyWord(150, 0.9, answer)).toBeUndefined();
  expect(earlyWord(200, 0.4, answer)).toBeUndefined();
  expect(earlyWord(200, 0.5, answer)).toContain('no better than by saying the mean (loss 0.500');
});

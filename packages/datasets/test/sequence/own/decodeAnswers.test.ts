import { thrownCode } from '@causal-mechanisms/test-utils';
import { decodeAnswers } from '../../../src/sequence/own/decodeAnswers.ts';
import { sequenceCoding } from '../../../src/sequence/own/sequenceCoding.ts';
import { sequenceTable } from '../../../src/sequence/own/sequenceTable.ts';

const words = sequenceCoding(sequenceTable(['ab']), { ask: 'next' });

it('gives shares by the softmax, up to the end of each sequence', () => {
  const answers = Float32Array.of(0, Math.log(3), 1000, 0, 5, 5, 0, 0);
  const said = { steps: 2, batch: 2, outputs: 2, answers };
  const [first, second] = decodeAnswers(words, said, { lengths: Int32Array.of(2, 1) });
  expect(first?.map((answer) => answer.kind === 'name' && answer.best)).toEqual(['b', 'a']);
  expect(first?.[0]).toMatchObject({ share: expect.closeTo(0.75, 6) as number });
  expect(second).toEqual([{ kind: 'name', best: 'a', share: 1, shares: [1, 0] }]);
  expect(decodeAnswers(words, said).map(({ length }) => length)).toEqual([2, 2]);
});

it('gives one label per sequence, whatever its length', () => {
  const coding = sequenceCoding(
    sequenceTable([
      { tokens: 'a', label: 'x' },
      { tokens: 'b', label: 'y' },
      { tokens: 'c', label: 'z' },
    ]),
    { ask: 'label' },
  );
  const said = { steps: 1, batch: 2, outputs: 3, answers: Float32Array.of(0, 0, 9, 0, 9, 0) };
  const read = { lengths: Int32Array.of(5, 2) };
  expect(
    decodeAnswers(coding, said, read).map((all) =>
      all.map((one) => one.kind === 'name' && one.best),
    ),
  ).toEqual([['z'], ['y']]);
});

it('gives numbers in the units of the user', () => {
  const coding = sequenceCoding(
    sequenceTable([
      [
        [1, 10],
        [3, 30],
      ],
    ]),
    { ask: 'next' },
  );
  const said = { steps: 1, batch: 1, outputs: 2, answers: Float32Array.of(1, -2) };
  expect(decodeAnswers(coding, said)).toEqual([[{ kind: 'numbers', values: [3, 0] }]]);
});

it('refuses answers of another shape', () => {
  const answers = new Float32Array(4);
  const code = (outputs: number, steps: number) =>
    thrownCode(() => decodeAnswers(words, { steps, batch: 1, outputs, answers }));
  expect(code(4, 1)).toBe('ERR_SHAPE');
  expect(code(2, 1)).toBe('ERR_SHAPE');
  expect(code(2, 2)).toBeUndefined();
});

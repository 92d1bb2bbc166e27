import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { recallTask } from '../../src/sequence/recallTask.ts';
import type { RecallTaskOptions } from '../../src/sequence/recallTask.ts';
import { failure } from '../testFiles.ts';

const SMALL: RecallTaskOptions = { gap: 4, symbols: 2, alphabet: 3, distractors: 5, share: 1 };

function draw(options: RecallTaskOptions, size = 1, seed = 1) {
  const batch = recallTask(options).sample(size, new RandomStream(seed));
  const { inputs, targets } = batch;
  if (inputs.kind !== 'tokens' || targets.kind !== 'classes') throw new Error('wrong kinds');
  return { ...batch, tokens: [...inputs.tokens], classes: [...targets.classes] };
}

describe('recallTask', () => {
  it('shows a cue, distracts, marks, and asks for the cue', () => {
    const { tokens, classes, ...batch } = draw(SMALL);
    expect(batch).toMatchObject({ steps: 8, size: 1, targetAt: 'every', scored: 2 });
    const [a, b, c, d, e, ...rest] = tokens as number[] & { length: 8 };
    for (const symbol of [a, b]) expect([1, 2, 3]).toContain(symbol);
    for (const token of [c, d, e]) expect([5, 6, 7, 8, 9]).toContain(token);
    expect(rest).toEqual([4, 0, 0]);
    expect(classes).toEqual([0, 0, 0, 0, 0, 0, a, b]);
  });

  it('is time-major', () => {
    const { tokens, classes } = draw({ ...SMALL, from: 'none' }, 2);
    // Two steps of the cue for both, three blank ones, the marker, two blank ones.
    expect(tokens.slice(4)).toEqual([0, 0, 0, 0, 0, 0, 4, 4, 0, 0, 0, 0]);
    expect(classes.slice(12)).toEqual(tokens.slice(0, 4));
  });

  it('has one vocabulary for all, and the same cues and places', () => {
    const [none, known, other] = (['none', 'known', 'new'] as const).map((from) => {
      const options: RecallTaskOptions = { ...SMALL, gap: 30, share: 0.5, from };
      expect(recallTask(options)).toMatchObject({
        name: `recall/${from}`,
        inputs: { kind: 'tokens', vocabulary: 15 },
        targets: { kind: 'classes', classes: 4 },
        targetAt: 'every',
      });
      return draw(options, 3);
    });
    expect(none?.classes).toEqual(known?.classes);
    expect(other?.classes).toEqual(known?.classes);
    known?.tokens.forEach((token, i) => {
      const isDistractor = token > 4;
      expect(other?.tokens[i]).toBe(isDistractor ? token + 5 : token);
      expect(none?.tokens[i]).toBe(isDistractor ? 0 : token);
    });
  });

  it('shows distractors as often as is asked, evenly', () => {
    const { tokens } = draw({ ...SMALL, gap: 1001, share: 0.25 }, 8);
    const counts = [5, 6, 7, 8, 9].map((token) => tokens.filter((at) => at === token).length);
    // 8000 steps: 2000 distractors, 400 of each.
    for (const count of counts) expect(Math.abs(count - 400)).toBeLessThan(80);
    expect(draw({ ...SMALL, share: 0 }).tokens.filter((token) => token > 4)).toEqual([]);
  });

  it('depends on the stream alone, and draws on', () => {
    const stream = new RandomStream(3);
    const task = recallTask(SMALL);
    const first = task.sample(4, stream);
    expect(task.sample(4, new RandomStream(3))).toEqual(first);
    expect(task.sample(4, stream)).not.toEqual(first);
    expect(recallTask().inputs).toEqual({ kind: 'tokens', vocabulary: 26 });
  });

  it('refuses impossible options and sizes', () => {
    for (const name of ['gap', 'symbols', 'alphabet', 'distractors'] as const) {
      for (const value of [0, 1.5, NaN]) {
        expect(() => recallTask({ [name]: value })).toThrow(
          failure('ERR_ARGUMENT', `recallTask: ${name}`),
        );
      }
    }
    for (const share of [-0.1, 1.1, NaN]) {
      expect(() => recallTask({ share })).toThrow(failure('ERR_ARGUMENT', 'share'));
    }
    expect(() => recallTask({ from: 'old' as 'new' })).toThrow(failure('ERR_ARGUMENT', 'from'));
    expect(() => recallTask().sample(0, new RandomStream(1))).toThrow(
      failure('ERR_ARGUMENT', 'size'),
    );
    expect(() => recallTask().sample(1, {} as never)).toThrow(failure('ERR_ARGUMENT', 'stream'));
  });
});

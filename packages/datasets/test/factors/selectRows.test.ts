import { selectRows } from '../../src/factors/selectRows.ts';
import { failure } from '../testFiles.ts';
import { FIVE } from './testFactors.ts';

describe('selectRows', () => {
  it('takes observations with their values, in order, with repeats', async () => {
    const indices = [4, 1, 1];
    const part = selectRows(FIVE, indices);
    indices[0] = 0;
    const out = new Float32Array(6);
    await part.read(Int32Array.of(0, 1, 2), out);
    expect([...out]).toEqual([4, 40, 1, 10, 1, 10]);
    expect([...part.values]).toEqual([NaN, 0, 101, 1, 101, 1]);
    expect(part.size).toBe(3);
  });

  it('takes a range, open at either end', () => {
    expect([...selectRows(FIVE, { from: 3 }).values]).toEqual([103, 1, NaN, 0]);
    expect([...selectRows(FIVE, { to: 1 }).values]).toEqual([100, 0]);
    expect([...selectRows(selectRows(FIVE, { from: 1 }), { from: 1, to: 2 }).values]).toEqual([
      102, 0,
    ]);
  });

  it.each([
    ['an index past the end', [5], 'index 5'],
    ['a fraction', [0.5], 'index 0.5'],
    ['no observation', [], 'no observations'],
    ['a range past the end', { to: 6 }, '\\[0, 6\\) is not a range'],
    ['an empty range', { from: 2, to: 2 }, 'no observations'],
  ])('refuses %s', (_, choice, message) => {
    expect(() => selectRows(FIVE, choice)).toThrow(
      failure('ERR_ARGUMENT', `^selectRows\\(five\\): .*${message}`),
    );
  });

  it('checks reads by its own size', async () => {
    await expect(
      selectRows(FIVE, [0]).read(Int32Array.of(1), new Float32Array(2)),
    ).rejects.toMatchObject({
      code: 'ERR_ARGUMENT',
    });
    await expect(
      selectRows(FIVE, [0]).read(Int32Array.of(0), new Float32Array(1)),
    ).rejects.toMatchObject({
      code: 'ERR_SHAPE',
    });
  });
});

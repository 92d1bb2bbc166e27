import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { joinRows, mapState, restartRows } from '../../../src/policy/model/stateRows.ts';

beforeAll(() => useBackend());

describe('rows of a state', () => {
  it('start anew where an episode ended', async () => {
    const found = await expectLeakFree(async () => {
      const state = {
        a: tf.tensor2d([0.1, 2, 3, 4], [2, 2]),
        b: tf.tensor3d([5, 6, 7, 8], [2, 1, 2]),
      };
      const initial = { a: tf.fill([2, 2], -1), b: tf.fill([2, 1, 2], -2) };
      const next = restartRows(state, initial, Uint8Array.of(0, 1));
      const values = await Promise.all(
        ['a', 'b'].map(async (name) => [...((await next[name]?.data()) ?? [])]),
      );
      tf.dispose([state, initial, { ...next }]);
      return values;
    });
    expect(found).toEqual([
      [Math.fround(0.1), 2, -1, -1],
      [5, 6, -2, -2],
    ]);
  });

  it('are joined, and mapped by name', async () => {
    const first = { a: tf.tensor2d([1, 2], [1, 2]) };
    const second = { a: tf.tensor2d([3, 4], [1, 2]) };
    const joined = joinRows(first, second);
    expect(await joined['a']?.array()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const names: string[] = [];
    const mapped = mapState(first, (tensor, name) => {
      names.push(name);
      return tensor.neg();
    });
    expect([names, await mapped['a']?.array()]).toEqual([['a'], [[-1, -2]]]);
    tf.dispose([first, second, { ...joined }, { ...mapped }]);
  });
});

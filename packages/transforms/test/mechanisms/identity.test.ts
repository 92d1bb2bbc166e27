import * as tf from '@tensorflow/tfjs';
import { identity } from '../../src/index.ts';
import { applied, undone } from '../support.ts';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('identity', () => {
  it('changes nothing, forward and back, and draws nothing', async () => {
    const rows = [
      [0, 0.25],
      [1, 0.5],
    ];
    expect(await applied(identity(), rows)).toEqual(rows);
    expect(await undone(identity(), rows)).toEqual(rows);
    expect(identity()).toMatchObject({ definition: { kind: 'identity' }, deterministic: true });
  });
});

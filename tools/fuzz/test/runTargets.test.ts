import { memory, setBackend } from '@tensorflow/tfjs';
import { checkpointTarget, logTarget, modelTarget, runTarget } from '../src/runTargets.ts';
import { standDamage } from './standDamage.ts';

describe('damaged files of runs', () => {
  beforeAll(() => setBackend('cpu'));

  it('stand as checkpoints', async () => {
    await standDamage('checkpoints', await checkpointTarget());
  });

  it('stand as models, and leave no tensors', async () => {
    const target = await modelTarget();
    const before = memory().numTensors;
    await standDamage('models', target);
    expect(memory().numTensors).toBe(before);
  });

  it('stand as logs', async () => {
    await standDamage('logs', await logTarget());
  });

  it('stand as run folders', async () => {
    await standDamage('runs', await runTarget());
  });
});

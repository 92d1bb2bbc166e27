import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { copyingTask } from '../../src/sequence/copyingTask.ts';
import { fixedBatches } from '../../src/sequence/fixedBatches.ts';
import { proceduralDigits } from '../../src/generated/proceduralDigits.ts';
import { sequentialImages } from '../../src/sequence/sequentialImages.ts';
import { turnsDuring } from '../testFiles.ts';

const TASK = copyingTask({ gap: 3, symbols: 4 });

describe('fixedBatches', () => {
  it('gives the same batches for the same seed, all different', async () => {
    const batches = await fixedBatches(TASK, { count: 3, size: 5, seed: 8 });
    expect(batches.map((batch) => [batch.steps, batch.size])).toEqual([
      [11, 5],
      [11, 5],
      [11, 5],
    ]);
    expect(await fixedBatches(TASK, { count: 3, size: 5, seed: 8 })).toEqual(batches);
    expect(await fixedBatches(TASK, { count: 3, size: 5, seed: 9 })).not.toEqual(batches);
    expect(new Set(batches.map((batch) => JSON.stringify(batch.inputs))).size).toBe(3);
  });

  it('lets the event loop turn between batches', async () => {
    const draw = () => fixedBatches(TASK, { count: 6, size: 2, seed: 1 });
    expect(await turnsDuring(draw)).toBeGreaterThanOrEqual(6);
  });

  it('draws batch i from a stream of its own', async () => {
    const [, second] = await fixedBatches(TASK, { count: 2, size: 5, seed: 8 });
    expect(TASK.sample(5, new RandomStream(8).split('fixed batch 1'))).toEqual(second);
  });

  it('begins a longer list like a shorter one', async () => {
    const [first] = await fixedBatches(TASK, { count: 1, size: 5, seed: 8 });
    const longer = await fixedBatches(TASK, { count: 2, size: 5, seed: 8 });
    expect(longer[0]).toEqual(first);
  });

  it('waits for tasks that read images', async () => {
    const digits = sequentialImages(proceduralDigits({ size: 20 }), { size: 4 });
    const [batch] = await fixedBatches(digits, { count: 1, size: 3, seed: 1 });
    expect(batch).toMatchObject({ steps: 16, size: 3, targetAt: 'last' });
  });

  it.each([
    { count: 0, size: 1, seed: 1 },
    { count: 1, size: 0, seed: 1 },
    { count: 1, size: 1, seed: -1 },
  ])('refuses %o', async (options) => {
    await expect(fixedBatches(TASK, options)).rejects.toMatchObject({ code: 'ERR_ARGUMENT' });
  });
});

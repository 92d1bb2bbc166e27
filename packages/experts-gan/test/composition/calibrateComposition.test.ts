import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { expectLeakFree } from '@causal-mechanisms/test-utils';
import { calibrateComposition, calibrateScores, inferComposition } from '../../src/index.ts';
import { distanceTo, dots, knownExperts } from './knownExperts.ts';

beforeAll(() => useBackend());

const model = () => knownExperts(['invert', { dx: 1, dy: 0 }, { dx: -1, dy: 0 }, 'identity']);

it('learns the threshold, the pairs and the changes of more images than are worked on at a time', async () => {
  const experts = model();
  const canonical = dots(70);
  const known = await calibrateComposition(experts, canonical, { below: 0.25 });
  expect(known.threshold).toBe(await calibrateScores(experts, canonical, { below: 0.25 }));
  expect(known.redundantPairs).toEqual([
    [0, 0],
    [1, 2],
    [2, 1],
  ]);
  const [inverted = NaN, right = NaN, left = NaN, copied = NaN] = known.usualChanges;
  expect(inverted).toBeCloseTo(1, 6);
  expect(copied).toBeCloseTo(0, 6);
  expect(right).toBeCloseTo(left, 6);
  // The share of pixels that differ from their left neighbour.
  const moved = canonical.slice([0, 0, 0, 0], [-1, -1, 7, -1]);
  const differing = tf.sum<tf.Scalar>(tf.abs(tf.sub(canonical.slice([0, 0, 1, 0]), moved)));
  expect(right).toBeCloseTo((await differing.array()) / (70 * 64), 6);
  experts.dispose();
});

it('lets an expert count that found something to undo, where another one cleans up after it', async () => {
  const experts = model();
  const x = dots(1);
  const changed = tf.sub<tf.Tensor4D>(1, x);
  // A scorer to which everything looks right: only the change says that the image was inverted.
  const score = (images: tf.Tensor4D) => new Array<number>(images.shape[0]).fill(0);
  const search = async (usualChanges?: readonly number[]) => {
    const options = { score, threshold: 0, depth: 1 };
    const found = await inferComposition(
      experts,
      changed,
      usualChanges === undefined ? options : { ...options, usualChanges },
    );
    return found.compositions[0];
  };
  expect((await search())?.experts).toEqual([]);
  expect((await search([1, 1, 1, 1]))?.experts).toEqual([]);
  const told = await search([0.1, 1, 1, 1]);
  expect(told?.experts).toEqual([0]);
  expect(told?.changes[0]).toBeCloseTo(1, 6);
  experts.dispose();
});

it('leaves redundant sequences out of the search', async () => {
  const experts = model();
  const originals = dots(2);
  const options = { score: distanceTo(originals), depth: 2, runnersUp: 100, width: 10 };
  const { redundantPairs } = await calibrateComposition(experts, originals);
  const all = await inferComposition(experts, originals, options);
  const fewer = await inferComposition(experts, originals, { ...options, redundantPairs });
  // Four experts: 1 + 4 + 16 sequences, of which three hold a redundant pair.
  expect(all.compositions[0]?.runnersUp).toHaveLength(20);
  expect(fewer.compositions[0]?.runnersUp).toHaveLength(17);
  experts.dispose();
});

it('refuses no images, ends where its signal says, and leaks nothing', async () => {
  const experts = model();
  const canonical = dots(3);
  await calibrateComposition(experts, canonical);
  const reason = new Error('enough');
  await expectLeakFree(async () => {
    await calibrateComposition(experts, canonical);
    const none = tf.zeros<tf.Rank.R4>([0, 8, 8, 1]);
    await expect(calibrateComposition(experts, none)).rejects.toThrow(
      'calibrateComposition: canonical must be at least one image',
    );
    none.dispose();
    const signal = AbortSignal.abort(reason);
    await expect(calibrateComposition(experts, canonical, { signal })).rejects.toBe(reason);
  });
  experts.dispose();
});

import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import {
  applyFoldedExpert,
  applyFoldedExpertInTurns,
  disposeFoldedExpert,
  foldExpert,
} from '../../src/networks/foldedExpert.ts';
import { drawParameters } from '../../src/networks/initialisation.ts';
import { convolutionalKind } from '../../src/networks/kinds/convolutionalKind.ts';
import { relativeDifference } from '../autodiff.ts';
import { noPause, parameterTensors, randomImages } from '../support.ts';

beforeAll(() => useBackend());

const images = randomImages(6);
const kind = convolutionalKind({ filters: 3, channels: 2, gamma: 'uniform' });
const { layout } = kind;
const parameters = () =>
  parameterTensors(layout, drawParameters(layout, new RandomStream(9), 'uniform'));
const stream = new RandomStream(10);
const statistics = () =>
  tf.tensor1d([...stream.normals(12, 0, 0.2), ...stream.uniforms(12, 0.1, 0.5)]);

it('gives the same in turns, with a pause after every layer', async () => {
  const x = images(2, 8, 2);
  const folded = foldExpert(kind, { parameters: parameters(), statistics: statistics() });
  let pauses = 0;
  const inTurns = await applyFoldedExpertInTurns(folded, x, () => {
    pauses++;
    return Promise.resolve();
  });
  expect(pauses).toBe(5);
  expect(await relativeDifference(inTurns, applyFoldedExpert(folded, x))).toBe(0);
});

it('leaks nothing, and leaves its input alone', async () => {
  const [own, running, x] = [parameters(), statistics(), images(1, 8, 2)];
  const before = tf.memory().numTensors;
  const folded = foldExpert(kind, { parameters: own, statistics: running });
  expect(tf.memory().numTensors).toBe(before + 10);
  applyFoldedExpert(folded, x).dispose();
  (await applyFoldedExpertInTurns(folded, x, noPause)).dispose();
  disposeFoldedExpert(folded);
  expect(tf.memory().numTensors).toBe(before);
  expect([...own, running, x].some(({ isDisposed }) => isDisposed)).toBe(false);
});

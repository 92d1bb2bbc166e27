import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import {
  competitorsOf,
  disposeOptimisers,
  stateOfCompetitors,
} from '../../src/training/competitors.ts';
import { noPause, smallModel } from '../support.ts';

beforeAll(() => useBackend());

it('gives every network an optimiser of its length', () => {
  const model = smallModel();
  const { experts, objective } = competitorsOf(model);
  expect(experts.map(({ expert }) => expert)).toEqual(model.networks);
  expect(experts.map(({ adam }) => adam.length)).toEqual(
    model.networks.map(({ parameters }) => parameters.layout.length),
  );
  expect(new Set(experts.map(({ adam }) => adam)).size).toBe(3);
  expect(objective.scorer).toBe(model.scorer);
});

it('saves all that changes, and puts it back', async () => {
  const model = smallModel();
  const competitors = competitorsOf(model);
  const state = stateOfCompetitors(competitors);
  const each = (...endings: string[]) =>
    [0, 1, 2].flatMap((j) => endings.map((ending) => `expert${j}${ending}`));
  expect(Object.keys(state)).toEqual([
    ...each('', '.statistics'),
    'discriminator',
    ...each('.adam'),
    'discriminator.adam',
  ]);
  const saveAll = () => Promise.all(Object.values(state).map((part) => part.save()));
  const before = await saveAll();
  competitors.experts.forEach(({ expert, adam }, j) => {
    const { length } = expert.parameters.layout;
    tf.tidy(() => {
      expert.update(adam, tf.fill([length], j + 1));
      expert.updateStatistics(tf.fill([32], j + 1));
    });
  });
  const images = tf.ones<tf.Rank.R4>([1, 16, 16, 3]);
  const scored = await competitors.objective.score(images, images, noPause);
  await scored.update();
  const after = await saveAll();
  // Every part changed, no two in the same way.
  after.forEach((part, i) => expect(part).not.toEqual(before[i]));
  expect(new Set(after.map((part) => JSON.stringify(part))).size).toBe(after.length);
  Object.values(state).forEach((part, i) => part.restore(before[i] ?? {}));
  expect(await saveAll()).toEqual(before);
  expect(competitors.experts.map(({ adam }) => adam.steps)).toEqual([0, 0, 0]);
});

it('predicts with restored statistics at once', async () => {
  const model = smallModel();
  const state = stateOfCompetitors(competitorsOf(model));
  const x = tf.ones<tf.Rank.R4>([1, 8, 8, 3]);
  const before = Array.from(await model.apply(x, 1).data());
  const saved = await state['expert1.statistics']?.save();
  model.networks[1]?.setStatistics(tf.fill([32], 7));
  expect(Array.from(await model.apply(x, 1).data())).not.toEqual(before);
  state['expert1.statistics']?.restore(saved ?? {});
  expect(Array.from(await model.apply(x, 1).data())).toEqual(before);
});

it('disposes of all optimisers and of no network', () => {
  const model = smallModel();
  const before = tf.memory().numTensors;
  disposeOptimisers(competitorsOf(model));
  expect(tf.memory().numTensors).toBe(before);
  expect(model.scorer.parameters.values.isDisposed).toBe(false);
});

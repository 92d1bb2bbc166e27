import * as tf from '@tensorflow/tfjs';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { weightsOf, withExperts } from '../../src/model/bankWeights.ts';
import { kindList } from '../../src/networks/kinds/kindSettings.ts';
import { bank, vectors } from '../bank/banks.ts';

beforeAll(() => useBackend());

it('copies all that a bank computes with, and makes a bank of it again', async () => {
  const model = bank(2);
  const weights = await weightsOf(model);
  expect(weights.experts.map((values) => values.length)).toEqual(
    model.networks.map(({ parameters }) => parameters.values.size),
  );
  const before = tf.memory().numTensors;
  const again = withExperts(model, weights, kindList(model.config));
  expect(await vectors(again)).toEqual(await vectors(model));
  expect([again.config, again.shape]).toEqual([model.config, model.shape]);
  again.dispose();
  expect(tf.memory().numTensors).toBe(before);
  const start = await vectors(model);
  weights.experts[0]?.fill(7);
  expect(await vectors(model)).toEqual(start);
  model.dispose();
});

it('has as many experts as it is given weights for', async () => {
  const model = bank(3);
  const { experts, statistics, ...rest } = await weightsOf(model);
  const last = { ...rest, experts: experts.slice(2), statistics: statistics.slice(2) };
  const one = withExperts(model, last, kindList(model.config).slice(2));
  expect([one.experts, one.config.experts]).toEqual([1, 1]);
  expect(await vectors(one)).toEqual((await vectors(model)).slice(2));
  one.dispose();
  model.dispose();
});

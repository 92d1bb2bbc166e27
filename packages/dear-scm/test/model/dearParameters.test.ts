import * as tf from '@tensorflow/tfjs';
import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
import { inferenceNetworks } from '../../src/model/dearNetworks.ts';
import { parametersFrom, parameterValues, savedLayout } from '../../src/model/dearParameters.ts';
import { description } from './models.ts';

beforeAll(() => useBackend());

it('puts all parts one after the other and takes them apart again', async () => {
  const before = tf.memory().numTensors;
  const networks = inferenceNetworks(description);
  const layout = savedLayout(networks);
  const values = new RandomStream(1).normals(layout.length);
  const parameters = parametersFrom(networks, values);
  expect(await parameterValues(parameters)).toEqual(values);
  const names = layout.specs.map(({ name }) => name.slice(0, name.indexOf('/')));
  expect([...new Set(names)]).toEqual(['encoder', 'generator', 'map', 'adjacency']);
  expect(await parameters.adjacency.values.data()).toEqual(values.slice(-4));
  for (const vector of Object.values(parameters)) vector.dispose();
  expect(tf.memory().numTensors).toBe(before);
});

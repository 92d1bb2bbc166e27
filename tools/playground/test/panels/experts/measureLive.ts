import { useBackend } from '@causal-mechanisms/tensor-utils';
import { trainLive } from '../../../src/panels/experts/liveTraining.ts';

// How the training on the page ends, with the backend of the page, at each of five seeds.
await useBackend({ backend: 'wasm' });
for (const seed of [1, 2, 3, 4, 5]) {
  const start = performance.now();
  const { model, result } = await trainLive(
    { seed, iterations: 300 },
    { signal: new AbortController().signal, report: () => undefined },
  );
  model.dispose();
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`seed ${seed}: ${result.matched} of 5 after ${seconds} s`);
}

// Trains two small experts, with a checkpoint after every iteration in the folder of the first argument, and prints a
// line per step; goes on where an earlier process left off. The last line is JSON: a digest of the final weights.
import { createHash } from 'node:crypto';
import { createSampler, proceduralDigits, resizeImages } from '@causal-mechanisms/datasets';
import { trainExperts } from '@causal-mechanisms/experts-gan';
import { useBackend } from '@causal-mechanisms/tensor-utils';
import { folderCheckpoints } from '@causal-mechanisms/tensor-utils/node';
import { addGaussianNoise } from '@causal-mechanisms/transforms';

const [folder = '', iterations] = process.argv.slice(2);
await useBackend({ backend: 'wasm' });
const digits = resizeImages(proceduralDigits({ size: 64 }), { height: 16, width: 16 });
const noise = addGaussianNoise();
const transformed = createSampler(digits, {
  transform: (images, stream) => noise.apply(images, stream),
});
const store = folderCheckpoints(folder);
const run = trainExperts(
  { transformed, canonical: createSampler(digits) },
  {
    config: {
      experts: 2,
      filters: 2,
      batchSize: 4,
      iterations: Number(iterations),
      discriminatorFilters: [2, 2, 2],
      discriminatorUnits: 8,
      identityInitialisation: { maxIterations: 6, probeSize: 8 },
    },
    checkpoints: { store, every: 1 },
    resume: (await store.latest())?.state,
  },
);
let resumedAt = 0;
for await (const event of run) {
  if (event.kind === 'start') resumedAt = event.step;
  if (event.kind === 'step') {
    const expert = event.phase === 'identity' ? `${event.scalars['expert']} ` : '';
    console.log(`${event.phase} ${expert}${event.step}`);
  }
  if (event.kind === 'end') event.model.dispose();
}
const state = (await store.latest())?.state;
const hash = createHash('sha256').update(JSON.stringify([state?.step, state?.json]));
for (const [name, { values }] of Object.entries(state?.arrays ?? {}).sort()) {
  hash.update(name).update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}
console.log(JSON.stringify({ resumedAt, digest: hash.digest('hex') }));

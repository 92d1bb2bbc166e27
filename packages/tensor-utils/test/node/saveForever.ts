// Saves checkpoints in a loop until it is killed. Every entry of a checkpoint is its step, so that a mixture shows.
import { folderCheckpoints } from '../../src/node/folderCheckpoints.ts';

const [folder = '', first = '1'] = process.argv.slice(2);
const store = folderCheckpoints(folder, { keep: 2 });
for (let step = Number(first); ; step++) {
  await store.save({
    step,
    config: { seed: 1 },
    arrays: {
      a: { shape: [300, 1000], values: new Float32Array(300_000).fill(step) },
      b: { shape: [10], values: new Int32Array(10).fill(step) },
    },
    json: { step },
  });
  if (step === Number(first)) process.stdout.write('saved\n');
}

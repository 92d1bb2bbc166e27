import { setBackend } from '@tensorflow/tfjs';
import { KINDS, makeTarget } from '../src/targets.ts';

it.each(KINDS)('there are sound files of %s', async (kind) => {
  await setBackend('cpu');
  const { files } = await makeTarget(kind);
  expect(Object.values(files).length).toBeGreaterThan(0);
  for (const bytes of Object.values(files)) expect(bytes.length).toBeGreaterThan(0);
});

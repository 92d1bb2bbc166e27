import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder, ESBUILD, runInConsumer } from './support/consumer.ts';
import { PUBLIC_ENTRIES } from './support/publicEntries.ts';

/** What all of an entry may weigh, minified, in kB of 1000 bytes, without TensorFlow.js: less than a tenth above what it does. */
const MOST: Readonly<Record<string, number>> = {
  'tensor-utils': 144,
  'tensor-utils/kernels': 92,
  'tensor-utils/web': 79,
  datasets: 156,
  transforms: 27,
  metrics: 61,
  'experts-gan': 195,
  rims: 222,
  'meta-transfer': 243,
  'dear-scm': 213,
};

describe('the whole of an entry, minified', () => {
  it.each(PUBLIC_ENTRIES.filter(({ needsNode }) => !needsNode))(
    '$specifier is no heavier than it was',
    async ({ specifier }) => {
      const name = `size${specifier.replace(/\W+/g, '-')}`;
      const base = join(consumerFolder(), name);
      const file = `${base}.min.mjs`;
      await writeFile(`${base}.js`, `import * as api from '${specifier}';\nconsole.log(api);\n`);
      const { ended, stderr } = await runInConsumer(ESBUILD, [
        `${base}.js`,
        '--bundle',
        '--minify',
        '--platform=browser',
        '--format=esm',
        '--external:@tensorflow/*',
        `--outfile=${file}`,
        '--log-level=warning',
      ]);
      expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
      const kilobytes = (await stat(file)).size / 1000;
      const most = MOST[specifier.replace('@causal-mechanisms/', '')] ?? 0;
      expect(kilobytes).toBeLessThan(most);
      // Where it has become much lighter, the limit should follow.
      expect(kilobytes).toBeGreaterThan(0.8 * most);
    },
    60_000,
  );
});

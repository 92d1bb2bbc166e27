import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder, ESBUILD, runInConsumer } from './support/consumer.ts';
import { PUBLIC_ENTRIES } from './support/publicEntries.ts';

/** What all of an entry may weigh, minified, in kB of 1000 bytes, without TensorFlow.js: a little above what it does. */
const MOST: Readonly<Record<string, number>> = {
  'tensor-utils': 130.5,
  'tensor-utils/kernels': 78.6,
  'tensor-utils/web': 74,
  datasets: 99,
  transforms: 23.6,
  metrics: 55.8,
  'experts-gan': 96,
  rims: 141.5,
  'meta-transfer': 225.6,
  'dear-scm': 197.4,
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

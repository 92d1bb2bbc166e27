import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder, nodeInConsumer, runInConsumer } from './support/consumer.ts';
import { PUBLIC_ENTRIES } from './support/publicEntries.ts';

/** The names that an entry must offer: those that its source exports. */
async function exportedNames(specifier: string): Promise<readonly string[]> {
  return Object.keys((await import(specifier)) as object).sort();
}

describe.each(PUBLIC_ENTRIES)('$specifier from its tarball', ({ specifier }) => {
  const slug = specifier.replace(/\W+/g, '-');

  it('is imported by plain node, silently and with all its names', async () => {
    const file = join(consumerFolder(), `import${slug}.mjs`);
    await writeFile(
      file,
      `import * as api from '${specifier}';\nconsole.log(Object.keys(api).sort().join());\n`,
    );
    expect(await nodeInConsumer([file])).toEqual({
      ended: 0,
      stdout: `${(await exportedNames(specifier)).join()}\n`,
      stderr: '',
    });
  }, 60_000);

  it('is required by CommonJS code just the same', async () => {
    const file = join(consumerFolder(), `require${slug}.cjs`);
    await writeFile(
      file,
      `const api = require('${specifier}');\nconsole.log(Object.keys(api).sort().join());\n`,
    );
    expect(await nodeInConsumer([file])).toEqual({
      ended: 0,
      stdout: `${(await exportedNames(specifier)).join()}\n`,
      stderr: '',
    });
  }, 60_000);
});

describe('causal-mechanisms-native', () => {
  it('shows its usage when started by the name that npm gives it', async () => {
    const program = join(consumerFolder(), 'node_modules/.bin/causal-mechanisms-native');
    const { ended, stdout, stderr } = await runInConsumer(program, ['--help']);
    expect({ ended, stderr }).toEqual({ ended: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: causal-mechanisms-native \[options\]\n/);
  }, 60_000);

  it('ends with 2 for an option that it does not have', async () => {
    const program = join(consumerFolder(), 'node_modules/.bin/causal-mechanisms-native');
    expect(await runInConsumer(program, ['--helq'])).toMatchObject({ ended: 2, stdout: '' });
  }, 60_000);
});

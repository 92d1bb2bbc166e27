import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder, nodeInConsumer, TSC } from './support/consumer.ts';
import { docExamples, pageExamples, PAGES, readmeExample } from './support/docExamples.ts';
import { PUBLIC_ENTRIES, PUBLIC_PACKAGES } from './support/publicEntries.ts';

/** What TypeScript says about files in a project of its own inside the consumer; empty when they compile. */
async function compile(
  name: string,
  files: Readonly<Record<string, string>>,
  options: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = join(consumerFolder(), name);
  await mkdir(folder, { recursive: true });
  const tsconfig = {
    compilerOptions: {
      target: 'es2022',
      lib: ['es2022', 'dom'],
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      ...options,
    },
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  for (const [file, code] of Object.entries(files)) await writeFile(join(folder, file), code);
  const { stdout, stderr } = await nodeInConsumer([TSC, '-p', folder]);
  return stdout + stderr;
}

const NODENEXT = { module: 'nodenext', moduleResolution: 'nodenext' };
const BUNDLER = { module: 'preserve', moduleResolution: 'bundler' };

/** A module that uses every name of an entry: a declaration that is missing does not compile. */
async function useEveryName(specifier: string): Promise<string> {
  const names = Object.keys((await import(specifier)) as object);
  return `import { ${names.join(', ')} } from '${specifier}';\nexport const all = [${names.join(', ')}];\n`;
}

async function entryFiles(needsNode: boolean): Promise<Readonly<Record<string, string>>> {
  const entries = PUBLIC_ENTRIES.filter((entry) => entry.needsNode === needsNode);
  const files: Record<string, string> = {};
  // One after the other: Jest loses modules that two imports want at once.
  for (const { specifier } of entries) {
    files[`use${specifier.replace(/\W+/g, '-')}.ts`] = await useEveryName(specifier);
  }
  return files;
}

describe('the types of the tarballs', () => {
  it.each([
    ['nodenext', NODENEXT],
    ['bundler', BUNDLER],
  ])(
    'are found under %s resolution, for the web without the types of Node',
    async (name, options) => {
      expect(await compile(`types-web-${name}`, await entryFiles(false), options)).toBe('');
      const node = { ...options, types: ['node'] };
      expect(await compile(`types-node-${name}`, await entryFiles(true), node)).toBe('');
    },
    240_000,
  );

  it('refuse what is not there, so that the test above can fail', async () => {
    const files = {
      'wrong.ts': "import { noSuchName } from '@causal-mechanisms/metrics';\nnoSuchName();\n",
    };
    expect(await compile('types-wrong', files, NODENEXT)).toContain('TS2305');
  }, 120_000);

  it('fit the examples of the documentation', async () => {
    const examples = [
      ...PUBLIC_PACKAGES.flatMap((folder) => [...docExamples(folder), readmeExample(folder) ?? []]),
      ...PAGES.flatMap(pageExamples),
    ].flat();
    const files = Object.fromEntries(
      examples.map(({ folder, symbol, code }, i) => [
        `${folder}-${symbol.replace(/\W/g, '-')}-${i}.ts`,
        `${code}\nexport {};\n`,
      ]),
    );
    const options = { ...NODENEXT, types: ['node'], lib: ['es2023', 'dom'] };
    expect(await compile('types-examples', files, options)).toBe('');
  }, 240_000);
});

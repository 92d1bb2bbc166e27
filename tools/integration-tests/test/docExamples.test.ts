import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { consumerFolder, nodeInConsumer, REPOSITORY } from './support/consumer.ts';
import { docExamples, pageExamples, PAGES, readmeExample } from './support/docExamples.ts';
import { runInProject } from './support/exampleRuns.ts';
import { PUBLIC_ENTRIES, PUBLIC_PACKAGES } from './support/publicEntries.ts';
import { checkShownOutput, isShown } from './support/shownOutput.ts';

describe.each(PUBLIC_PACKAGES)('the examples of %s', (folder) => {
  it('run from the tarballs, with the one of the README, and print what they show', async () => {
    const examples = docExamples(folder);
    const readme = readmeExample(folder);
    expect(examples.filter(({ code }) => code === '').map(({ symbol }) => symbol)).toEqual([]);
    expect(examples).toHaveLength(countExampleTags(folder));
    expect(readme?.code).toContain(`@causal-mechanisms/${folder}`);
    const all = readme === undefined ? examples : [...examples, readme];
    expect(await runInProject(folder, all)).toEqual([]);
  }, 300_000);

  it('leave out no function and no class', async () => {
    const shown = new Set(docExamples(folder).map(({ symbol }) => symbol));
    const entries = PUBLIC_ENTRIES.filter((entry) => entry.folder === folder);
    const missing: string[] = [];
    for (const { specifier } of entries) {
      const api = (await import(specifier)) as Readonly<Record<string, unknown>>;
      for (const [name, value] of Object.entries(api)) {
        if (typeof value === 'function' && !isError(value) && !shown.has(name)) missing.push(name);
      }
    }
    expect(missing).toEqual([]);
  });
});

describe('the guides', () => {
  beforeAll(async () => {
    // The images of readers of the guides to one's own data.
    const draw = join(consumerFolder(), 'drawImages.mjs');
    await writeFile(
      draw,
      `import { mkdir, writeFile } from 'node:fs/promises';
      import sharp from 'sharp';
      for (const folder of ['transformed', 'canonical']) {
        await mkdir(folder);
        for (let i = 0; i < 3; i++) {
          const create = { width: 40, height: 40, channels: 3, background: { r: 80 * i, g: 0, b: 0 } };
          await sharp({ create }).png().toFile(folder + '/' + i + '.png');
        }
      }
      await mkdir('faces');
      const rows = ['file,smile,mouth_open,age'];
      for (let i = 0; i < 24; i++) {
        const create = { width: 40, height: 40, channels: 3, background: { r: 10 * i, g: 0, b: 0 } };
        await sharp({ create }).jpeg().toFile('faces/' + i + '.jpg');
        rows.push(i + '.jpg,' + (i % 2 ? 'yes' : 'no') + ',' + (i % 3 ? 1 : '') + (i % 6 ? '' : 0) + ',' + (20 + i));
      }
      await writeFile('labels.csv', rows.join('\\n'));`,
    );
    expect(await nodeInConsumer([draw])).toEqual({ ended: 0, stdout: '', stderr: '' });
  }, 60_000);

  const guides = PAGES.filter((page) => page.startsWith('docs/guides/'));

  it.each(guides.filter((page) => pageExamples(page).length > 0))(
    '%s runs',
    async (page) => {
      const examples = pageExamples(page);
      expect(await runInProject(examples[0]?.folder ?? '', examples)).toEqual([]);
    },
    120_000,
  );
});

/** All `@example` tags of a package, wherever they stand: none may be passed over. */
function countExampleTags(folder: string): number {
  const home = join(REPOSITORY, 'packages', folder, 'src');
  return readdirSync(home, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => readFileSync(join(home, path), 'utf8').match(/^\s*\* @example/gm) ?? [])
    .length;
}

/** Errors are thrown by the functions that have the examples. */
function isError(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof Error;
}

describe('isShown', () => {
  it.each([
    ['[2, 3]', '[ 2, 3 ]'],
    ['[ 0.1 ]', 'Float32Array(1) [ 0.10000000149011612 ]'],
    ['-1e-7 true', '-0.00000010000001 true'],
  ])('takes %s for %s', (shown, output) => {
    expect(isShown(shown, output)).toBe(true);
  });

  it.each([
    ['[2, 3]', '[2, 4]'],
    ['[2, 3]', '[2, 3, 3]'],
    ['0.1', '0.1001'],
    ['true', 'false'],
    ['1', 'NaN'],
    ['completed 2', 'aborted 2'],
  ])('does not take %s for %s', (shown, output) => {
    expect(isShown(shown, output)).toBe(false);
  });
});

describe('checkShownOutput', () => {
  it('checks outputs with a comment and no others', () => {
    expect(
      checkShownOutput(
        "console.log(a, f(b)); // 1 'x'\nconsole.log(c);\nif (d) console.log(e); // about 3",
      ),
    ).toBe(
      'globalThis.checkShown(1, "1 \'x\'", a, f(b)); \nconsole.log(c);\nif (d) console.log(e); // about 3',
    );
  });
});

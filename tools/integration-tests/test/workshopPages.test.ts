import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './support/consumer.ts';
import {
  LAB_PAGE,
  namedScripts,
  pageExamples,
  PAGES,
  WORKSHOP_PAGES,
} from './support/docExamples.ts';
import { runInCheckout } from './support/exampleRuns.ts';

const { scripts } = JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

describe('the pages of those who work on the repository', () => {
  it('are those of the tools and the one for contributors, but for a recipe that the lab runs', () => {
    expect(WORKSHOP_PAGES).toContain('CONTRIBUTING.md');
    expect(WORKSHOP_PAGES).toContain('tools/command-line/README.md');
    expect(pageExamples(LAB_PAGE)).toHaveLength(1);
  });

  it('show code that compiles, runs and prints what they show', async () => {
    const examples = WORKSHOP_PAGES.flatMap(pageExamples);
    expect(examples.map(({ file }) => file)).toContain('tools/command-line/README.md');
    expect(await runInCheckout(examples)).toEqual([]);
  });

  const block = (code: string) => ({
    folder: 'page',
    file: 'tools/command-line/README.md',
    symbol: 'block',
    code,
  });
  const shows = (value: string) =>
    block(`import { EXIT } from './src/exitCode.ts';\nconsole.log(EXIT.usage); // ${value}\n`);

  it('would be found out if they printed something else or failed', async () => {
    const examples = [shows('2'), shows('3'), block("throw new Error('a mistake');")];
    expect(await runInCheckout(examples)).toEqual([
      'tools/command-line/README.md, block: shows "3" but prints "2"',
      expect.stringContaining('a mistake') as string,
    ]);
  });

  it('would be found out if they did not compile', async () => {
    const code = "import { NONE } from './src/exitCode.ts';\nconsole.log(NONE);";
    expect(await runInCheckout([block(code)])).toEqual([
      expect.stringContaining('TS2305') as string,
    ]);
  });

  it.each([...new Set([...PAGES, ...WORKSHOP_PAGES, LAB_PAGE])])(
    '%s names scripts that there are',
    (page) => {
      expect(namedScripts(page).filter((name) => scripts[name] === undefined)).toEqual([]);
    },
  );
});

import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HEADER } from '../verify/support.ts';
import { tinyLab } from './tinyLab.ts';
import type { TinyLab } from './tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
  await put('package.json', '{ "scripts": { "lab": "x" } }');
});
afterEach(() => tiny.remove());

async function put(path: string, ...lines: string[]): Promise<void> {
  const file = join(tiny.root, 'repository', path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, lines.join('\n'));
}

/** Sums of 1 to 10 and of three times that; `fence` is what stands behind that of the command. */
const page = (fence: string, total: number, spread = 0, seeds = '1') => [
  ...HEADER,
  '# A',
  `\`\`\`sh ${fence}`,
  `npm run lab -- run test/parts --seeds ${seeds}`,
  '```',
  `Sums of ${total} and 165.`,
  '```json figures',
  `{ "slow/total": { "value": ${total}, "spread": ${spread} }, "fast/total": { "value": 165 } }`,
  '```',
];

describe('lab verify', () => {
  it('runs what is cheap again, compares, and leaves nothing behind', async () => {
    await put('docs/results/a.md', ...page('cheap', 55, 0, '1,2'));
    await put('docs/results/b.md', ...page('', 1));
    const { code, out } = await tiny.call('verify');
    expect(code).toBe(0);
    expect(out).toMatch(/^docs\/results\/a.md#a, backend wasm, /);
    expect(out).toMatch(/^slow\/total +55 ± 0 +55 +ok$/m);
    expect(out).toMatch(/^fast\/total +165 +165 +ok$/m);
    expect(out).toMatch(/2 pages, 2 blocks .*; 2 figures of 1 block measured again, all within/);
    expect(await readdir(join(tiny.root, 'runs'))).toEqual([]);
  });

  it('fails where a figure is off, and keeps the runs', async () => {
    await put('docs/results/a.md', ...page('cheap', 54.5, 0.4));
    const { code, out, notes } = await tiny.call('verify');
    expect(code).toBe(1);
    expect(out).toMatch(/^slow\/total +54.5 ± 0.4 +55 +off$/m);
    expect(notes).toContain('lab: verify: 1 of 2 figures are off');
    const [kept = ''] = await readdir(join(tiny.root, 'runs'));
    expect(notes).toContain(`the runs are in runs/${kept}`);
    expect(await readdir(join(tiny.root, 'runs', kept, 'a-a'))).toEqual(['seed1']);
  });

  it('runs a named entry though it be dear, of a page the cheap ones, and all where that is asked', async () => {
    await put('docs/results/a.md', ...page('', 55), '## B', ...page('cheap id=b', 55).slice(6));
    const verified = async (...args: string[]) => {
      const { out, code } = await tiny.call('verify', '--json', ...args);
      expect(code).toBe(0);
      return (JSON.parse(out) as { verified: { id: string }[] }).verified.map(({ id }) => id);
    };
    expect(await verified('a')).toEqual(['b']);
    expect(await verified('docs/results/a.md')).toEqual(['b']);
    expect(await verified('a#a')).toEqual(['a']);
    expect(await verified('--all')).toEqual(['a', 'b']);
    expect(await verified('--check')).toEqual([]);
  });

  it('runs nothing while a row lacks its command, and says where', async () => {
    const table = ['## B', '| a | b |', '| - | - |', '| one | 0.5 |'];
    await put('docs/results/a.md', ...page('cheap', 55), ...table);
    await put('docs/results/b.md', '# B', ...table);
    await put('README.md', ...table);
    const { code, out, notes } = await tiny.call('verify');
    expect([code, out]).toEqual([1, '']);
    expect(notes.split('\n')).toEqual([
      expect.stringMatching(/^docs\/results\/b.md:1: expected a header/),
      expect.stringMatching(/^docs\/results\/b.md:5: no command stands before the row "one"/),
      expect.stringMatching(/^README.md:2: this table of figures leads to no page/),
      'lab: verify: 3 to mend, see above',
    ]);
    expect((await tiny.call('verify', 'a', '--check')).code).toBe(0);
    const json = await tiny.call('verify', '--json');
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      findings: [
        { page: 'docs/results/b.md', line: 1 },
        { page: 'docs/results/b.md', line: 5 },
        { page: 'README.md', line: 2 },
      ],
      verified: [],
    });
  });

  it('gives programs each block with its seeds, processor, date and figures', async () => {
    await put('docs/results/a.md', ...page('minutes=3', 55, 0, '1,2'));
    const { out } = await tiny.call('verify', '--check', '--json');
    expect(JSON.parse(out)).toEqual({
      entries: [
        {
          page: 'docs/results/a.md',
          line: 7,
          id: 'a',
          commands: [
            {
              script: 'lab',
              args: ['run', 'test/parts', '--seeds', '1,2'],
              environment: {},
              seeds: [1, 2],
            },
          ],
          date: '2026-11-29',
          processor: 'two cores',
          backend: 'node',
          cheap: false,
          minutes: 3,
          figures: { 'slow/total': { value: 55, spread: 0 }, 'fast/total': { value: 165 } },
        },
      ],
      findings: [],
      verified: [],
    });
  });

  it('says where nothing is cheap, and which page or entry was meant', async () => {
    await put(
      'docs/results/speed.md',
      ...page('', 55),
      '## B',
      '```sh',
      'npm run lab -- list',
      '```',
    );
    expect((await tiny.call('verify')).out).toMatch(/^1 page, 2 blocks .*; none of them is cheap$/);
    for (const [target, message] of [
      ['spead', 'unknown page of results "spead", did you mean "speed"?'],
      ['speed#aa', 'unknown entry of docs/results/speed.md "aa" (known: a, b)'],
      ['speed#b', 'docs/results/speed.md#b has no figures to compare with'],
    ] as const) {
      const { code, notes } = await tiny.call('verify', target);
      expect(notes).toContain(message);
      expect(code).toBe(2);
    }
  });
});

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { partsRecipe } from '../run/partsRecipe.ts';
import { tinyLab } from './tinyLab.ts';
import type { TinyLab } from './tinyLab.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab();
  await tiny.call('run', 'test/parts', '--seeds', '1,2', '--out', 'whole');
}, 60_000);
afterAll(() => tiny.remove());

const FILES = [
  'group.json',
  'seed1/config.json',
  'seed1/result.json',
  'seed1/environment.json',
  'seed1/data.json',
  'seed1/cost.json',
  'seed1/images.json',
  'seed1/parts/slow/part.json',
  'seed1/parts/slow/cost.json',
  'seed1/parts/slow/events.jsonl',
  'seed1/parts/fast/events.jsonl',
];
const CONTENTS = ['{', 'null', '{"kind":"evaluation"}\n'];

/** A whole group with one file in which something else stands; nothing for a folder. */
async function damaged(name: string, content: string | undefined): Promise<void> {
  await rm(join(tiny.root, 'group'), { recursive: true, force: true });
  await cp(join(tiny.root, 'whole'), join(tiny.root, 'group'), { recursive: true });
  const path = join(tiny.root, 'group', name);
  await rm(path, { force: true });
  if (content === undefined) await mkdir(path);
  else await writeFile(path, content);
}

/** Whatever happens has a message for its reader: only of other errors the lab says where they came from. */
function expectTyped({ code, notes }: { code: number; notes: string }): void {
  expect(notes).not.toContain('--verbose shows where');
  expect([0, 1, 2]).toContain(code);
  if (code !== 0) expect(notes).toMatch(/^lab: .+/m);
}

describe('damaged run folders', () => {
  it.each(FILES)(
    'are told of, or do not matter: %s',
    async (name) => {
      for (const content of [...CONTENTS, undefined]) {
        await damaged(name, content);
        expectTyped(await tiny.call('report', 'group'));
        expectTyped(await tiny.call('report', 'group/seed1'));
        await rm(join(tiny.root, 'group/seed1/result.json'), { force: true, recursive: true });
        expectTyped(await tiny.call('run', '--resume', 'group'));
      }
    },
    60_000,
  );

  it('are refused where settings are missing, which would be those of the paper', async () => {
    const other = await tinyLab({
      recipes: [{ ...partsRecipe(), resolve: (values) => ({ steps: 30_000, ...values }) }],
    });
    // This run has no settings.
    await cp(join(tiny.root, 'whole/seed1'), join(other.root, 'run'), { recursive: true });
    await rm(join(other.root, 'run/result.json'));
    const { code, notes } = await other.call('run', '--resume', 'run');
    expect(notes).toMatch(/run\/config\.json lacks settings of test\/parts: steps/);
    expect(code).toBe(1);
    await other.remove();
  });

  it('never lead out of the group', async () => {
    const group = JSON.parse(await tiny.text('whole/group.json')) as { runs: { name: string }[] };
    const [first, second] = group.runs;
    const runs = [{ ...first, name: '../../esc' }, second];
    await damaged('group.json', JSON.stringify({ ...group, runs }));
    const { code, notes } = await tiny.call('run', '--resume', 'group');
    expect(notes).toMatch(/group\.json does not hold what it should: .*runs\[0\]\.name/s);
    expect(code).toBe(1);
  });
});

describe('paths that cannot be', () => {
  const LONG = 'x'.repeat(300);

  it.each([
    ['run', 'test/parts', '--out'],
    ['run', 'test/parts', '--seeds', '1,2', '--out'],
    ['sweep', 'test/parts', '--set', 'a=1,2', '--out'],
    ['run', '--resume'],
    ['report'],
    ['report', 'whole', '--out'],
    ['report', 'whole/seed1', '--out'],
  ])('%j', async (...args) => {
    await writeFile(join(tiny.root, 'file'), 'mine');
    for (const path of ['file', 'file/below', LONG, 'a\0b', 'whole/\0']) {
      const ended = await tiny.call(...args, path);
      expectTyped(ended);
      expect(ended.code).not.toBe(0);
    }
    expect(await tiny.text('file')).toBe('mine');
  });
});

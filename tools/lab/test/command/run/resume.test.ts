import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

let tiny: TinyLab;
beforeEach(async () => {
  tiny = await tinyLab();
});
afterEach(() => tiny.remove());

describe('lab run --resume', () => {
  it('goes on with a run by what its folder says', async () => {
    const first = await tiny.call('run', 'test/parts', '--out', 'one', '--json');
    await rm(join(tiny.root, 'one/result.json'));
    const { code, out, notes } = await tiny.call('run', '--resume', 'one', '--json');
    expect(code).toBe(0);
    expect(notes).toContain('going on with test/parts in one');
    expect(notes).toContain('slow: done before');
    const { measures } = JSON.parse(first.out) as { measures: unknown };
    expect(JSON.parse(out)).toMatchObject({ measures });
  });

  it('goes on with a group: finished runs stay as they are', async () => {
    await tiny.call('run', 'test/parts', '--seeds', '1,2', '--out', 'group');
    await rm(join(tiny.root, 'group/seed2/result.json'));
    const { code, out, notes } = await tiny.call('run', '--resume', 'group');
    expect(code).toBe(0);
    expect(notes).toContain('run 2 of 2: seed 2');
    expect(notes.match(/slow: done before/g)).toHaveLength(1);
    expect(out).toContain('report: group/seed1/report.html');
  });

  it('takes the name of the recipe, when it is the right one', async () => {
    await tiny.call('run', 'test/parts', '--out', 'one');
    expect((await tiny.call('run', 'test/parts', '--resume', 'one')).code).toBe(0);
    const { code, notes } = await tiny.call('run', 'test/other', '--resume', 'one');
    expect(notes).toContain('run: one holds a run of test/parts, not of test/other');
    expect(code).toBe(2);
  });

  it('refuses a folder that holds no run', async () => {
    const { code, notes } = await tiny.call('run', '--resume', 'nothing');
    expect(notes).toContain('nothing is no run folder');
    expect(code).toBe(1);
  });
});

import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyLab } from './tinyLab.ts';
import type { TinyLab } from './tinyLab.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab();
  await tiny.call('run', 'test/parts', '--out', 'one');
  await tiny.call('run', 'test/parts', '--seeds', '1,2', '--out', 'group');
}, 60_000);
afterAll(() => tiny.remove());

describe('lab report', () => {
  it('draws the report of a run again, the same, and prints its table', async () => {
    const before = await tiny.text('one/report.html');
    await rm(join(tiny.root, 'one/report.html'));
    const { code, out } = await tiny.call('report', 'one');
    expect(code).toBe(0);
    expect(out).toMatch(/^model +sum +paper/m);
    expect(out).toContain('\nreport: one/report.html');
    expect(await tiny.text('one/report.html')).toBe(before);
  });

  it('compares several runs on a page of their own', async () => {
    const { out } = await tiny.call('report', 'one', 'group', '--out', 'pages/all.html');
    expect(out).toMatch(/^figure +one +seed 1 +seed 2 +paper$/m);
    expect(out).toContain('report: pages/all.html');
    expect(await tiny.text('pages/all.html')).toContain('Comparison of 3 runs');
  });

  it('puts the page of a group into its folder, again and again', async () => {
    for (let time = 0; time < 2; time++) {
      const { out } = await tiny.call('report', 'group');
      expect(out).toContain('report: group/report.html');
    }
    expect(await tiny.text('group/report.html')).toContain('Comparison of 2 runs');
  });

  it('names the page by the time where it has no name', async () => {
    const { out } = await tiny.call('report', 'group', 'one');
    expect(out).toContain('report: runs/comparison-20260131-154500.html');
    expect(existsSync(join(tiny.root, 'runs/comparison-20260131-154500.html'))).toBe(true);
  });

  it('never writes over a file that is there, and touches no report for it', async () => {
    await writeFile(join(tiny.root, 'notes.txt'), 'mine');
    await rm(join(tiny.root, 'one/report.html'));
    for (const runs of [['one', 'group'], ['group'], ['one']]) {
      const { code, notes } = await tiny.call('report', ...runs, '--out', 'notes.txt');
      expect(notes).toBe('lab: report: --out notes.txt is there already; choose another name');
      expect(code).toBe(2);
    }
    expect(await tiny.text('notes.txt')).toBe('mine');
    expect(existsSync(join(tiny.root, 'one/report.html'))).toBe(false);
  });

  it('writes the report of one run where it is told to as well', async () => {
    const { out } = await tiny.call('report', 'one', '--out', 'pages/copy.html');
    expect(out).toContain('report: pages/copy.html');
    expect(await tiny.text('pages/copy.html')).toBe(await tiny.text('one/report.html'));
  });

  it('prints one result as JSON, or several', async () => {
    const json = async (run: string): Promise<unknown> =>
      JSON.parse((await tiny.call('report', run, '--json')).out);
    expect(await json('one')).toMatchObject({ recipe: 'test/parts' });
    expect(await json('group')).toMatchObject([{ seed: 1 }, { seed: 2 }]);
  });

  it('fails for a run that is not finished', async () => {
    await tiny.call('run', 'test/parts', '--out', 'half');
    await rm(join(tiny.root, 'half/result.json'));
    const { code, notes } = await tiny.call('report', 'half');
    expect(notes).toContain('is not finished; go on with: run --resume');
    expect(code).toBe(1);
  });
});

import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tinyLab } from '../tinyLab.ts';
import type { TinyLab } from '../tinyLab.ts';

let tiny: TinyLab;
beforeAll(async () => {
  tiny = await tinyLab();
  await tiny.call('run', 'test/parts', '--seed', '7', '--out', 'made/one');
  await tiny.call('run', 'test/parts', '--preset', 'small', '--seeds', '1..3', '--out', 'made/all');
}, 60_000);
afterAll(() => tiny.remove());
beforeEach(async () => {
  await rm(join(tiny.root, 'runs'), { recursive: true, force: true });
  await cp(join(tiny.root, 'made'), join(tiny.root, 'runs'), { recursive: true });
});

const place = (...names: string[]): string => join(tiny.root, 'runs', ...names);

/** Another beginning. */
async function begin(run: string, started: string): Promise<void> {
  const path = place(run, 'environment.json');
  const environment = JSON.parse(await readFile(path, 'utf8')) as object;
  await writeFile(path, JSON.stringify({ ...environment, started }));
}

describe('lab runs', () => {
  it('lists runs and groups, the newest first, and passes over what is neither', async () => {
    await begin('one', '2026-02-03T04:05:06.000Z');
    await mkdir(place('empty'));
    await writeFile(place('notes.txt'), 'x');
    const { code, out, notes } = await tiny.call('runs');
    expect([code, notes]).toEqual([0, '']);
    const lines = out.split('\n');
    expect(lines[0]).toMatch(
      /^run +recipe +preset +seeds +state +begun \(UTC\) +first figure +MiB$/,
    );
    expect(lines[2]).toMatch(
      /^one +test\/parts +quick +7 +finished +2026-02-03 04:05 +slow, sum: 55.000 +\d+\.\d$/,
    );
    expect(lines[3]).toMatch(/^all +test\/parts +small +1\.\.3 +finished +2026-01-31 15:45 +slow/);
    expect(lines.slice(4)).toEqual(['', 'page: runs/index.html']);
  });

  it('writes a page that links the reports there are', async () => {
    await tiny.call('runs');
    const page = await readFile(place('index.html'), 'utf8');
    expect(page).toContain('<td><a href="one/report.html">one</a></td><td>test/parts</td>');
    expect(page).toContain('<a href="all/report.html">all</a>');
    await rm(place('one'), { recursive: true });
    await tiny.call('runs');
    expect(await readFile(place('index.html'), 'utf8')).not.toContain('one/report');
  });

  it('never writes over a page that is another', async () => {
    await writeFile(place('index.html'), 'mine');
    const { code, out, notes } = await tiny.call('runs');
    expect(code).toBe(0);
    expect(notes).toBe('runs/index.html is not of lab runs, and stays as it is');
    expect(out).not.toContain('page:');
    expect(await readFile(place('index.html'), 'utf8')).toBe('mine');
  });

  it('says what is unfinished', async () => {
    await rm(place('one', 'result.json'));
    await rm(place('all', 'seed2', 'result.json'));
    const { out } = await tiny.call('runs');
    expect(out).toMatch(/^one +test\/parts +quick +7 +unfinished +2026-01-31 15:45 +\d+\.\d$/m);
    expect(out).toMatch(/^all .* 2 of 3 finished /m);
  });

  it('names a folder that is damaged, and goes on', async () => {
    await cp(place('one'), place('two'), { recursive: true });
    await cp(place('one'), place('three'), { recursive: true });
    await writeFile(place('one', 'config.json'), '{');
    await writeFile(place('two', 'environment.json'), '[]');
    await rm(place('three', 'config.json'));
    await writeFile(place('all', 'seed1', 'result.json'), '{}');
    const { code, out, notes } = await tiny.call('runs');
    expect(code).toBe(0);
    expect(out).toBe('no runs in runs');
    expect(
      notes
        .split('\n')
        .filter((line) => line.includes('cannot be read'))
        .sort(),
    ).toEqual([
      expect.stringMatching(
        /^all cannot be read: .*seed1\/result.json does not hold what it should/,
      ),
      expect.stringMatching(/^one cannot be read: .*one is no run folder/),
      expect.stringMatching(/^three cannot be read: .*three is no run folder/),
      expect.stringMatching(/^two cannot be read: .*environment.json does not hold/),
    ]);
  });

  it('is JSON for programs: sizes in bytes, links not followed', async () => {
    await rm(place('all'), { recursive: true });
    await rm(place('one', 'parts'), { recursive: true });
    const before = await tiny.call('runs', '--json');
    await writeFile(place('one', 'more.bin'), new Uint8Array(1000));
    await symlink(tiny.root, place('one', 'link'));
    const after = await tiny.call('runs', 'runs', '--json');
    const [one, other] = [before, after].map(
      ({ out }) => (JSON.parse(out) as { runs: { bytes: number }[] }).runs[0],
    );
    expect(other?.bytes).toBe((one?.bytes ?? NaN) + 1000);
    expect(JSON.parse(after.out)).toEqual({
      runs: [
        {
          name: 'one',
          recipe: 'test/parts',
          preset: 'quick',
          seeds: [7],
          finished: 1,
          runs: 1,
          begun: '2026-01-31T15:45:00.000Z',
          figure: { label: 'slow, sum', value: '55.000' },
          bytes: other?.bytes,
          hasReport: true,
        },
      ],
      broken: [],
    });
  });

  it('says where there is none, and that a folder is missing', async () => {
    await mkdir(join(tiny.root, 'nothing'));
    expect((await tiny.call('runs', 'nothing')).out).toBe('no runs in nothing');
    const { code, notes } = await tiny.call('runs', 'missing');
    expect(notes).toMatch(/^lab: cannot read .*missing: there is no such file or folder/);
    expect(code).toBe(1);
  });
});

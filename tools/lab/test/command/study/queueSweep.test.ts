import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, itWithRedis, startRedis } from '../../queue/redisServer.ts';
import { studyLab } from '../../queue/studyLab.ts';
import type { StudyLab } from '../../queue/studyLab.ts';

const test = itWithRedis();
let lab: StudyLab;
beforeEach(async () => {
  lab = await studyLab();
});
afterEach(() => lab.remove());

const SWEEP = ['sweep', 'test/slow', '--set', 'factor=1,2', '--store', 'store'];

describe('lab sweep --study', () => {
  it('says that there is no queue, within seconds, and leaves no study', async () => {
    const queue = `redis://127.0.0.1:${await freePort()}/0`;
    const { code, notes } = await lab.call([...SWEEP, '--queue', queue, '--study', 'one']);
    expect([code, notes]).toEqual([1, expect.stringContaining(`lab: queue ${queue}: `)]);
    expect(existsSync(join(lab.root, 'store/one'))).toBe(false);
  });

  it.each([
    [['--queue', 'http://host', '--study', 'one'], 2, 'expected redis://HOST/0'],
    [['--queue', 'redis://:hunter2@host', '--study', 'one'], 2, 'redis://:***@host'],
    [['--queue', 'redis://127.0.0.1:1', '--study', '../one'], 1, '--study: expected a name'],
    [['--study', 'one'], 2, 'expected --queue'],
  ])('refuses %j', async (more, exit, message) => {
    const { code, notes } = await lab.call([...SWEEP, ...more]);
    expect([code, notes]).toEqual([exit, expect.stringContaining(message)]);
    expect(notes).not.toContain('hunter2');
  });

  test('begins a study once, adds what is missing, and refuses another of its name', async () => {
    const redis = await startRedis();
    try {
      const place = ['--queue', redis.url, '--study', 'one'];
      const begin = (args = SWEEP) => lab.call([...args, ...place]);
      expect((await begin()).code).toBe(0);
      await lab.call([
        'worker',
        ...place.slice(0, 2),
        '--store',
        'store',
        '--end-when-idle',
        '0.3',
      ]);
      const again = await begin();
      expect(again.notes).toContain('2 of them are finished and 0 kept aside; 0 wait');
      expect(JSON.parse((await begin([...SWEEP, '--json'])).out)).toEqual({
        ...{ study: 'one', recipe: 'test/slow', store: join(lab.root, 'store'), queue: redis.url },
        counts: { finished: 2, aside: 0, waiting: 0 },
      });
      const [, , ...rest] = SWEEP;
      const other = await begin(['sweep', 'test/other', ...rest]);
      expect([other.code, other.notes]).toEqual([
        1,
        expect.stringContaining('is of test/slow, not of test/other; choose another --study'),
      ]);
      expect((await begin([...SWEEP, '--seeds', '1,2'])).notes).toContain('other runs or settings');
      await writeFile(join(lab.root, 'file'), '');
      const full = await lab.call([
        'sweep',
        'test/slow',
        '--set',
        'factor=1',
        '--store',
        'file',
        ...place,
      ]);
      expect([full.code, full.notes]).toEqual([1, expect.stringContaining('cannot be written')]);
      // The queue lost everything, the store a run: the sweep brings both together.
      await rm(join(lab.root, 'store/one/done/1-seed1.json'));
      expect((await begin()).notes).toContain('1 of them are finished and 0 kept aside; 1 wait');
      const worked = await lab.call([
        'worker',
        ...place.slice(0, 2),
        '--store',
        'store',
        '--end-when-idle',
        '0.3',
      ]);
      expect(worked.out).toContain('runs finished: 1,');
    } finally {
      await redis.remove();
    }
  });
});

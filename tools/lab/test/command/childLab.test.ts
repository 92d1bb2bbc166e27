import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isChild, typedCommand } from '../../src/command/childLab.ts';
import { runLab } from '../spawnLab.ts';

describe('startChildLab', () => {
  it('runs seeds side by side, each with a folder, a result and what was typed', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lab-jobs-'));
    try {
      const args = ['run', 'meta-transfer/theorem', '--seeds', '1,2', '--jobs', '2'];
      const { code, out, notes } = await runLab([...args, '--out', 'group'], root);
      expect(code).toBe(0);
      for (const seed of [1, 2]) {
        expect(out).toContain(`report: group/seed${seed}/report.html`);
        expect(notes).toContain(`seed ${seed}: going on with meta-transfer/theorem`);
        const text = await readFile(join(root, `group/seed${seed}/environment.json`), 'utf8');
        expect(JSON.parse(text)).toMatchObject({ commandLine: [...args, '--out', 'group'] });
      }
      const again = await runLab(['run', '--resume', 'group', '--jobs', '2'], root);
      expect([again.code, again.out]).toEqual([0, out]);
    } finally {
      await rm(root, { recursive: true });
    }
  }, 300_000);

  it('ends when the process that started it is gone before it listens', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lab-orphan-'));
    try {
      const child = fork(
        resolve(import.meta.dirname, '../../src/main.ts'),
        ['run', 'meta-transfer/direction', '--preset', 'paper', '--out', join(root, 'run')],
        {
          execArgv: [
            '--no-warnings',
            '--conditions=@causal-mechanisms/source',
            `--import=${import.meta.resolve('tsx')}`,
          ],
          env: { ...process.env, NODE_OPTIONS: '', CAUSAL_MECHANISMS_LAB_CHILD: '1' },
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        },
      );
      const ended = new Promise<number | null>((done) => child.on('exit', done));
      child.disconnect();
      expect(await ended).toBe(1);
      expect(existsSync(join(root, 'run/result.json'))).toBe(false);
    } finally {
      await rm(root, { recursive: true });
    }
  }, 120_000);

  it('is no child where nobody started one', () => {
    expect(isChild()).toBe(false);
    expect(typedCommand()).toEqual(process.argv.slice(2));
  });
});

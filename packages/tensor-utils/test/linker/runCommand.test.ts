import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { lastLine, runCommand } from '../../linker/runCommand.mjs';
import { temporaryFolder } from './temporaryFolder.ts';

const node = (code: string, options?: Parameters<typeof runCommand>[2]) =>
  runCommand(process.execPath, ['-e', code], options);

describe('runCommand', () => {
  const folder = temporaryFolder();

  it('gives status and output, both streams together and the first alone', async () => {
    const code = "console.log('out'); console.error('err'); process.exitCode = 3;";
    const { output, ...result } = await node(code);
    expect(result).toEqual({ status: 3, timedOut: false, stdout: 'out\n' });
    expect(output.split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('hands arguments on as they are: there is no shell', async () => {
    const args = ['-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '$HOME', 'a b', '*'];
    const { stdout } = await runCommand(process.execPath, args);
    expect(JSON.parse(stdout)).toEqual(['$HOME', 'a b', '*']);
  });

  it('runs in a folder, with an environment', async () => {
    const { stdout } = await node('console.log(process.cwd(), process.env.A, process.env.HOME)', {
      cwd: folder(),
      env: { A: '1' },
    });
    expect(stdout).toBe(`${folder()} 1 undefined\n`);
  });

  it('keeps the end of a long output', async () => {
    const { stdout } = await node("process.stdout.write('x'.repeat(100000) + 'end')");
    expect(stdout).toHaveLength(64 * 1024);
    expect(stdout.endsWith('xend')).toBe(true);
  });

  it('reports a program that is not there as a failure', async () => {
    const { status, output } = await runCommand(join(folder(), 'none'), []);
    expect(status).toBeNull();
    expect(output).toContain('ENOENT');
  });

  it('ends what takes too long, and what that has started', async () => {
    const alive = join(folder(), 'alive');
    const child = `setInterval(() => require('fs').appendFileSync(${JSON.stringify(alive)}, 'x'), 20)`;
    const code = `
      require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
      setInterval(() => {}, 1000);
    `;
    const { status, timedOut } = await node(code, { timeoutMs: 1500 });
    expect([status, timedOut]).toEqual([null, true]);
    expect(existsSync(alive)).toBe(true);
    await wait(100);
    const before = readFileSync(alive, 'utf8');
    await wait(200);
    expect(readFileSync(alive, 'utf8')).toBe(before);
  });

  it('leaves no handler of signals behind', async () => {
    const before = ['SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name));
    await node('');
    expect(['SIGINT', 'SIGTERM'].map((name) => process.listenerCount(name))).toEqual(before);
  });
});

describe('lastLine', () => {
  it.each([
    ['one\ntwo\n\n', 'two'],
    ['a.cc:1: error: no such thing\n1 warning generated\n', 'a.cc:1: error: no such thing'],
    [
      '/a/b/x.cc: In function f:\n/a/b/x.cc:3:9: error: first\n/a/b/y.h:9: error: second\n',
      'x.cc:3:9: error: first',
    ],
    [
      'x.cc:1:10: fatal error: a/b.h: No such file\nterminated.',
      'x.cc:1:10: fatal error: a/b.h: No such file',
    ],
    ['first Error\nsecond error\nmirrored', 'second error'],
    ['  blanks  \n', 'blanks'],
    ['\n \n', 'no output'],
    ['', 'no output'],
  ])('of %j is %j', (output, line) => {
    expect(lastLine(output)).toBe(line);
  });

  it('is cut between words, and shows that it is', () => {
    expect(lastLine('x'.repeat(200))).toBe('x'.repeat(200));
    expect(lastLine('x'.repeat(300))).toBe(`${'x'.repeat(196)} ...`);
    expect(lastLine(`${'word '.repeat(38)}${'x'.repeat(20)}`)).toBe(`${'word '.repeat(38)}...`);
  });
});

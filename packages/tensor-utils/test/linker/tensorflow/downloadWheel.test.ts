import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadWheel } from '../../../linker/tensorflow/downloadWheel.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('downloadWheel', () => {
  const folder = temporaryFolder();
  const target = (): string => join(folder(), 'download');

  /** A stand-in for python3 that writes its arguments down and runs a line of JavaScript. */
  function python(line: string): string {
    const path = join(folder(), 'python3');
    const log = JSON.stringify(join(folder(), 'calls'));
    const lines = [
      `#!${process.execPath}`,
      "const fs = require('node:fs');",
      'const args = process.argv.slice(2);',
      `fs.appendFileSync(${log}, JSON.stringify(args) + '\\n');`,
      "const target = args[args.indexOf('--dest') + 1];",
      line,
    ];
    writeFileSync(path, lines.join('\n'), { mode: 0o755 });
    return path;
  }
  const calls = (): string[][] =>
    readFileSync(join(folder(), 'calls'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as string[]);

  const requests = [
    { requirement: 'tensorflow==2.21.0', python: '3.11' },
    { requirement: 'tensorflow>=2.12', python: '3.12' },
  ];

  it('asks pip for one wheel and nothing that it needs', async () => {
    const fake = python("fs.writeFileSync(target + '/a-1-any.whl', '');");
    expect(await downloadWheel(fake, requests, target())).toBe(join(target(), 'a-1-any.whl'));
    const [args = []] = calls();
    expect(calls()).toHaveLength(1);
    expect(args.slice(0, 3)).toEqual(['-m', 'pip', 'download']);
    expect(args).toEqual(
      expect.arrayContaining(['--no-deps', '--only-binary=:all:', '--no-input']),
    );
    expect(args[args.indexOf('--python-version') + 1]).toBe('3.11');
    expect(args.at(-1)).toBe('tensorflow==2.21.0');
  });

  it('takes no wheel that lay there before', async () => {
    mkdirSync(target());
    writeFileSync(join(target(), 'old-1-any.whl'), '');
    const fake = python("fs.writeFileSync(target + '/new-1-any.whl', '');");
    expect(await downloadWheel(fake, requests, target())).toBe(join(target(), 'new-1-any.whl'));
    expect(existsSync(join(target(), 'old-1-any.whl'))).toBe(false);
  });

  it('goes on to the next request', async () => {
    const fake = python(
      "if (args.at(-1).includes('==')) process.exit(1); fs.writeFileSync(target + '/b-2-any.whl', '');",
    );
    expect(await downloadWheel(fake, requests, target())).toBe(join(target(), 'b-2-any.whl'));
    expect(calls().map((args) => args[args.indexOf('--python-version') + 1])).toEqual([
      '3.11',
      '3.12',
    ]);
  });

  it.each([
    ['a failure', "console.error('ERROR: no such wheel'); process.exit(1);", 'no such wheel'],
    ['no wheel', "console.log('done');", 'done'],
    [
      'a failure with a wheel',
      "fs.writeFileSync(target + '/c.whl', ''); process.exit(1);",
      'no output',
    ],
  ])('reports %s with the words of pip for the first request', async (_what, line, words) => {
    const attempt = downloadWheel(python(line), requests, target());
    await expect(attempt).rejects.toMatchObject({
      code: 'ERR_NATIVE_DOWNLOAD',
      message: `pip could not download tensorflow==2.21.0: ${words.startsWith('no such') ? 'ERROR: ' : ''}${words}`,
    });
    expect(calls()).toHaveLength(2);
  });
});

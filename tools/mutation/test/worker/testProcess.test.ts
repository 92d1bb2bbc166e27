import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { Survey } from '../../src/worker/messages.ts';
import { shareOut, testProcess } from '../../src/worker/testProcess.ts';
import { inFolder } from '../fixture.ts';

const require = createRequire(import.meta.url);
const TSX = pathToFileURL(require.resolve('tsx')).href;
const HANGS = `import { writeFileSync } from 'node:fs';
  writeFileSync(new URL('id', import.meta.url), String(process.pid));
  for (;;);`;

/** A program that asks for a test run without end. */
const parent = () => `
  import { testProcess } from '${new URL('../../src/worker/testProcess.ts', import.meta.url).href}';
  const folder = new URL('./', import.meta.url).href;
  await testProcess({ folder, sources: {} }, '.').ask(
    { kind: 'survey', file: folder + 'hangs.test.ts' },
    1e9,
  );`;

/** Tries again until it does not throw. */
async function until<Result>(attempt: () => Result): Promise<Result> {
  for (;;) {
    try {
      return attempt();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

function isAlive(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

describe('testProcess', () => {
  it('kills a run that takes too long, notices one that dies, and goes on', () =>
    inFolder(
      {
        'hangs.test.ts': 'for (;;);',
        'dies.test.ts': 'process.exit(3);',
        'passes.test.ts': "it('passes', () => {});",
      },
      async (folder) => {
        const process = testProcess(
          { folder: `${pathToFileURL(folder).href}/`, sources: {} },
          folder,
        );
        const ask = (name: string, milliseconds: number) =>
          process.ask<Survey>(
            { kind: 'survey', file: pathToFileURL(`${folder}/${name}.test.ts`).href },
            milliseconds,
          );
        try {
          expect(await ask('passes', 60_000)).toMatchObject({ tests: [{ name: 'passes' }] });
          expect(await ask('hangs', 200)).toBe('late');
          expect(await ask('dies', 60_000)).toBe('dead');
          expect(await ask('passes', 60_000)).toMatchObject({ tests: [{ name: 'passes' }] });
        } finally {
          process.stop();
        }
      },
    ));
});

describe('worker', () => {
  it('ends with the process that started it, also out of an endless loop', () =>
    inFolder({ 'hangs.test.ts': HANGS, 'parent.ts': parent() }, async (folder) => {
      const args = ['--no-warnings', '--import', TSX, `${folder}/parent.ts`];
      const starter = spawn(process.execPath, args, { stdio: 'ignore' });
      const id = await until(() => readFileSync(`${folder}/id`, 'utf8'));
      starter.kill('SIGKILL');
      await until(() => {
        if (isAlive(Number(id))) throw new Error('still there');
      });
    }));
});

describe('shareOut', () => {
  it('gives every item to one of the processes', async () => {
    const idle = (): ReturnType<typeof testProcess> => ({
      ask: () => Promise.resolve('dead'),
      stop: () => undefined,
    });
    const two = [idle(), idle()];
    const done: (readonly [number, number])[] = [];
    await shareOut(two, [1, 2, 3, 4, 5], async (item, process) => {
      await Promise.resolve();
      done.push([item, two.indexOf(process)]);
    });
    expect(done.map(([item]) => item)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(done.map(([, process]) => process))).toEqual(new Set([0, 1]));
  });
});

import { pathToFileURL } from 'node:url';
import type { Survey } from '../../src/worker/messages.ts';
import { shareOut, testProcess } from '../../src/worker/testProcess.ts';
import { inFolder } from '../fixture.ts';

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

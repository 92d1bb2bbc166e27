import { pacer } from '../../src/index.ts';

/** A clock that is moved by hand. */
function clock() {
  let time = 0;
  return {
    now: () => time,
    work: (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

/** Whether a macrotask ran meanwhile. */
async function turns(run: () => Promise<void>): Promise<boolean> {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await run();
  const result = turned;
  await new Promise((resolve) => setImmediate(resolve));
  return result;
}

it('gives the event loop a turn once enough work was done since the last one', async () => {
  const { now, work } = clock();
  const pause = pacer({ interval: 10, now });
  work(9);
  expect(await turns(pause)).toBe(false);
  work(1);
  expect(await turns(pause)).toBe(true);
  work(9);
  expect(await turns(pause)).toBe(false);
});

it('pauses after 25 ms of work unless told otherwise', async () => {
  const { now, work } = clock();
  const pause = pacer({ now });
  work(24);
  expect(await turns(pause)).toBe(false);
  work(1);
  expect(await turns(pause)).toBe(true);
});

it('does the same where there is no setImmediate, as in browsers', async () => {
  const { setImmediate: original } = globalThis;
  const pause = pacer({ interval: 0 });
  const fired: string[] = [];
  setTimeout(() => fired.push('timer'), 0);
  try {
    Reflect.deleteProperty(globalThis, 'setImmediate');
    for (let i = 0; i < 100 && fired.length === 0; i++) {
      await pause();
      for (const start = performance.now(); performance.now() - start < 1;);
    }
  } finally {
    globalThis.setImmediate = original;
  }
  expect(fired).toEqual(['timer']);
});

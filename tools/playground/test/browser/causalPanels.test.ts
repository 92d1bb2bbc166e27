import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, openWatched, startBrowser } from '../support/browser.ts';
import type { WatchedPage } from '../support/browser.ts';
import { serveSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { shippedFiles } from '../support/shipped.ts';

/** On a machine that may be busy. */
const PATIENCE = 60_000;

const executable = findBrowser();

// A browser can lose a page where many processes want the machine; what broke at first is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the panels of causes in a browser', () => {
  const inBrowser = executable === undefined ? it.skip : it;
  let browser: Browser;
  let site: Site;
  let opened: WatchedPage | undefined;

  beforeAll(async () => {
    if (executable === undefined) return;
    site = await serveSite();
    browser = await startBrowser(executable);
  });
  afterEach(async () => {
    await opened?.page.context().close();
    opened = undefined;
  });
  afterAll(async () => {
    if (executable === undefined) return;
    await browser.close();
    await site.close();
  });

  async function open(fragment: string): Promise<Page> {
    opened = await openWatched(browser, site.address + fragment, { reducedMotion: 'reduce' });
    opened.page.setDefaultTimeout(PATIENCE);
    return opened.page;
  }

  inBrowser('turns its answer where the effect is changed in the place of the cause', async () => {
    const page = await open('#/direction?backend=wasm&seed=3');
    await page.locator('.answer[data-right="true"]').waitFor();
    const truth = await page.locator('[data-truth]').getAttribute('data-truth');
    const named = () => page.locator('.answer[data-named]').getAttribute('data-named');
    expect(await named()).toBe(truth);
    // By the keyboard: the other choice, which is in the address afterwards.
    await page.getByRole('radio', { name: 'the cause' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => location.hash.includes('changed=effect'));
    await page.locator('.answer[data-right="false"]').waitFor();
    expect(await named()).not.toBe(truth);
    expect(await page.locator('[data-structure]').getAttribute('data-structure')).toBe(truth);
    expect(opened?.problems).toEqual([]);
  });

  inBrowser(
    'answers for tables, and says in a sentence what is wrong with a broken one',
    async () => {
      const page = await open('#/direction?backend=wasm&table=umbrellas');
      const card = page.locator('section[aria-labelledby="direction-table"]');
      await card.locator('.answer[data-found="A->B"]').waitFor();
      const pick = card.locator('input[type="file"]');
      const give = (text: string) =>
        pick.setInputFiles({ name: 'mine.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      const rows = (of: (i: number) => string) => Array.from({ length: 30 }, (_, i) => of(i));
      for (const [text, said] of [
        ['', /mine\.csv: the file is empty/],
        ['place,a,b\nhome,1,2\nhome,1\n', /mine\.csv: line 3: 2 cells where the header names 3/],
        ['Dear all,\nwhat a day\n', /mine\.csv/],
        [['x,y', ...rows((i) => `${i},${i * i}`)].join('\n'), /No column of mine\.csv says/],
        ['\u0000\u0001', /no text file/],
      ] as const) {
        await give(text);
        await card.getByRole('alert').filter({ hasText: said }).waitFor();
      }
      // A column of another name is chosen by hand.
      await give(
        [
          'whence,a,b',
          ...rows((i) => `${i < 20 ? 'p' : 'q'},${i % 2},${i % 3 === 0 ? 1 : 0}`),
        ].join('\n'),
      );
      await card.getByText('Where a row is from').waitFor();
      await card.locator('select').last().selectOption('whence');
      await card.locator('.answer[data-kind="direction"]').waitFor();
      expect(opened?.problems).toEqual([]);
    },
  );

  inBrowser('learns a graph search by search, and stops when it is told', async () => {
    const page = await open('#/direction?backend=wasm');
    const card = page.locator('section[aria-labelledby="direction-asia"]');
    await card.getByRole('button', { name: 'Learn the graph' }).click();
    await card.locator('[data-draw]').waitFor();
    await card.getByRole('button', { name: 'Stop' }).click();
    await card.getByText('Stopped.').waitFor();
    expect(await card.locator('.graph .edge').count()).toBeGreaterThan(4);
    expect(opened?.problems).toEqual([]);
  });

  inBrowser('shows what a scene would have been, beside the truth', async () => {
    const page = await open('#/causes?backend=wasm&scene=4&set=light:60,foo:1');
    const cell = (row: string, column: string) =>
      page.locator(`[data-row="${row}"] [data-column="${column}"]`).textContent();
    await page.locator('[data-row="light"] [data-column="do()"]').waitFor();
    expect(await cell('light', 'do()')).toBe('60.0°');
    expect(await cell('light', 'truth')).toBe('60.0°');
    expect(await cell('pendulum', 'do()')).toBe(await cell('pendulum', 'before'));
    expect(await cell('shadow_length', 'traversal')).toBe(await cell('shadow_length', 'before'));
    // A factor that the model has not leaves the address.
    await page.waitForFunction(() => !location.hash.includes('foo'));
    // By the keyboard: one more factor is set.
    await page.locator('[data-factor="pendulum"] input').focus();
    await page.keyboard.press('End');
    await page.waitForFunction(() => location.hash.includes('pendulum:40.5'));
    await page.locator('[data-factor="pendulum"][data-set="true"]').waitFor();
    expect(opened?.problems).toEqual([]);
  });

  inBrowser(
    'opens a model from files, and says in a sentence what is wrong with a broken one',
    async () => {
      const page = await open('#/causes?backend=wasm');
      const card = page.locator('section[aria-labelledby="causes-model"]');
      await card.locator('[data-model="shipped"]').waitFor();
      const files = await Promise.all(
        (await shippedFiles('pendulum')).map(async (file) => ({
          name: file.name,
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(await file.arrayBuffer()),
        })),
      );
      const pick = card.locator('input[type="file"]');
      await pick.setInputFiles(
        files.map((file) => ({ ...file, buffer: file.buffer.subarray(0, 900) })),
      );
      expect(await card.getByRole('alert').textContent()).toMatch(/model/);
      await pick.setInputFiles(files);
      await card.locator('[data-model="own"]').waitFor();
      await page.locator('[data-row="light"] [data-column="do()"]').waitFor();
      expect(await card.getByRole('alert').count()).toBe(0);
      expect(opened?.problems).toEqual([]);
    },
  );
});

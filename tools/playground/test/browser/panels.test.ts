import { jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findBrowser, openWatched, startBrowser } from '../support/browser.ts';
import type { WatchedPage } from '../support/browser.ts';
import { seriousFindings } from '../support/accessibility.ts';
import { serveSite } from '../support/site.ts';
import type { Site } from '../support/site.ts';
import { shippedFiles } from '../support/shipped.ts';

/** The first result of a panel, on a machine that may be busy; docs/results/playground.md says how long it takes on an idle one. */
const FIRST_RESULT = 150_000;

/** What is there when a panel has done its main job. */
const RESULTS = {
  experts: '.outputs[data-ready="true"] .winner',
  direction: '.answer[data-named]',
  causes: '[data-row="light"] [data-column="do()"]',
  modules: '[data-answers="RIMs"] td.right',
} as const;

const executable = findBrowser();
const isLeftOut = process.env['CAUSAL_MECHANISMS_BROWSER'] === 'none';

// A browser can lose a page where many processes want the machine; what broke at first is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the playground in a browser', () => {
  if (process.env['CI'] !== undefined && !isLeftOut) {
    it('has a browser: install chromium, or say CAUSAL_MECHANISMS_BROWSER=none to leave these tests out', () => {
      expect(executable).toBeDefined();
    });
  }
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

  async function open(fragment: string, options = {}): Promise<Page> {
    opened = await openWatched(browser, site.address + fragment, options);
    opened.page.setDefaultTimeout(FIRST_RESULT);
    return opened.page;
  }
  const result = (panel: keyof typeof RESULTS) =>
    opened?.waitFor(`[data-panel="${panel}"] ${RESULTS[panel]}`);

  inBrowser('shows what every expert makes of a digit, and who wins', async () => {
    const page = await open('#/experts?backend=wasm&changes=up:4,invert');
    await result('experts');
    expect(await page.locator('.outputs li').count()).toBe(6);
    expect(await page.locator('.composition .chain li').count()).toBe(3);
    expect(await page.locator('.choice select').first().getAttribute('data-rung')).toBe('wasm');
    // By the keyboard: another change, which is in the address afterwards.
    await page.locator('.chip', { hasText: 'Add noise' }).focus();
    await page.keyboard.press('Space');
    await page.waitForFunction(() => location.hash.includes('changes=up:4,invert,noise:0.5'));
    expect(opened?.problems).toEqual([]);
  });

  inBrowser('is drawn on by the keyboard, and a link gives the same scores', async () => {
    const page = await open('#/experts?backend=wasm');
    await result('experts');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.locator('.draw-pad').focus();
    for (const key of ['Space', 'Shift+ArrowDown', 'Shift+ArrowDown', 'ArrowLeft', 'Space']) {
      await page.keyboard.press(key);
    }
    // The tab's link is that of the state, which comes into the address when it has rested.
    await page.waitForFunction(() => {
      const state = document.querySelector('.tabs a[aria-current]')?.getAttribute('href');
      return location.hash === state && /picture=p0z/.test(location.hash);
    });
    await page.locator('.results[aria-busy="false"]').waitFor();
    const scores = () => page.locator('.outputs .number').allTextContents();
    const before = await scores();
    await page.reload();
    await result('experts');
    expect(await scores()).toEqual(before);
    expect(opened?.problems).toEqual([]);
  });

  inBrowser('shows the tab of a panel that a link opens on a narrow page', async () => {
    const page = await open('#/causes?backend=wasm', { viewport: { width: 390, height: 900 } });
    const place = async () => (await page.locator('.tabs a[aria-current]').boundingBox()) ?? null;
    const shown = await place();
    expect(shown?.x).toBeGreaterThanOrEqual(0);
    expect((shown?.x ?? 0) + (shown?.width ?? 0)).toBeLessThanOrEqual(390);
    await page.evaluate(() => (location.hash = '#/experts?backend=wasm'));
    await page.locator('.tabs a[aria-current][href*="experts"]').waitFor();
    expect((await place())?.x).toBeGreaterThanOrEqual(0);
  });

  inBrowser('does not write over a link that is followed while the state rests', async () => {
    const page = await open('#/experts?backend=wasm');
    await result('experts');
    await page.locator('.chip', { hasText: 'Add noise' }).click();
    // The address has changed, its event has not come yet.
    await page.evaluate(() => history.pushState(null, '', '#/direction?backend=wasm'));
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => location.hash)).toBe('#/direction?backend=wasm');
    await page.evaluate(() => dispatchEvent(new HashChangeEvent('hashchange')));
    await page.locator('.tabs a[aria-current][href*="direction"]').waitFor();
    // What follows is written again.
    await page.waitForFunction(() => location.hash.startsWith('#/direction'));
  });

  inBrowser('gives symbols back after a gap, step by step', async () => {
    const page = await open('#/modules?backend=wasm&symbols=37&gap=20');
    await result('modules');
    const said = await page.locator('[data-answers="RIMs"] td .token').allTextContents();
    expect(said).toEqual(['3', '7']);
    await page.locator('.step-controls input[type="range"]').focus();
    await page.keyboard.press('Home');
    await page.waitForFunction(() => location.hash.includes('step=0'));
    expect(await page.locator('[data-answers="RIMs"] td.pending').count()).toBe(2);
    await page.getByLabel('Symbols to remember').fill('90ab');
    await page.getByText('Shown is what follows 3 7.').waitFor();
    expect(opened?.problems).toEqual([]);
  });

  inBrowser('trains experts, and stops when it is told', async () => {
    const page = await open('#/experts?backend=wasm');
    await result('experts');
    const live = page.locator('section[aria-labelledby="experts-live"]');
    await live.getByRole('button', { name: 'Train' }).click();
    await live.locator('td.share:not(.empty)').first().waitFor();
    await live.getByRole('button', { name: 'Stop' }).click();
    await live.getByText(/^Stopped at/).waitFor();
    await page.locator('[data-bank="trained"]').waitFor();
    expect(opened?.problems).toEqual([]);
  });

  inBrowser(
    'opens models from files, and says in a sentence what is wrong with a broken one',
    async () => {
      const page = await open('#/experts?backend=wasm');
      await result('experts');
      const files = await Promise.all(
        (await shippedFiles('experts')).map(async (file) => ({
          name: file.name,
          mimeType: 'application/octet-stream',
          buffer: Buffer.from(await file.arrayBuffer()),
        })),
      );
      const bank = page.locator('section[aria-labelledby="experts-bank"]');
      const pick = bank.locator('input[type="file"]');
      const broken = files.map((file) => ({ ...file, buffer: file.buffer.subarray(0, 900) }));
      await pick.setInputFiles(broken);
      expect(await bank.getByRole('alert').textContent()).toMatch(/model\.json is damaged/);
      await pick.setInputFiles(files);
      await bank.locator('[data-bank="own"]').waitFor();
      await result('experts');
      expect(await bank.getByRole('alert').count()).toBe(0);
      expect(opened?.problems).toEqual([]);
    },
  );

  inBrowser('says so where a backend does not load, and goes on with another', async () => {
    const page = await open('#/experts?backend=webgpu');
    const alert = page.locator('[data-panel="experts"] > [role="alert"]');
    expect(await alert.textContent()).toMatch(/webgpu/);
    await alert.getByRole('button').click();
    await result('experts');
  });

  inBrowser.each([
    ['light', 1280],
    ['dark', 1280],
    ['light', 390],
    ['dark', 390],
  ] as const)('is for everyone, %s and %i pixels wide', async (colorScheme, width) => {
    const page = await open('#/experts?backend=wasm', {
      colorScheme,
      viewport: { width, height: 900 },
    });
    for (const panel of Object.keys(RESULTS) as (keyof typeof RESULTS)[]) {
      await page.locator(`.tabs a[href*="/${panel}"]`).click();
      await result(panel);
      expect(await seriousFindings(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    }
    expect(opened?.problems).toEqual([]);
  });
});

import { jest } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { findBrowser, startBrowser } from '../support/browser.ts';
import { serveSite } from '../support/site.ts';

/** Bytes that the first visit may take without models, gzipped. */
const MOST = 700_000;

const executable = findBrowser();

// A browser can lose a page where many processes want the machine; what broke at first is printed.
jest.retryTimes(1, { logErrorsBeforeRetry: true });

describe('the first visit', () => {
  (executable === undefined ? it.skip : it)('is light', async () => {
    const site = await serveSite();
    const browser = await startBrowser(executable ?? '');
    try {
      const context = await browser.newContext();
      const urls = new Set<string>();
      context.on('response', (response) => urls.add(response.url()));
      const page = await context.newPage();
      await page.goto(`${site.address}#/experts`);
      await page.waitForSelector('.outputs[data-ready="true"]', { timeout: 120_000 });
      const first = [...urls].filter((url) => !url.includes('/models/'));
      expect(first.some((url) => url.endsWith('.wasm'))).toBe(true);
      // Asked for once more: browsers forget what was read in part, as the binary is to see what it is.
      const sizes = await Promise.all(
        first.map(async (url) => gzipSync(await (await fetch(url)).arrayBuffer()).length),
      );
      const total = sizes.reduce((sum, size) => sum + size, 0);
      expect(total).toBeGreaterThan(MOST / 4); // not an empty page
      expect(total).toBeLessThan(MOST);
    } finally {
      await browser.close();
      await site.close();
    }
  });
});

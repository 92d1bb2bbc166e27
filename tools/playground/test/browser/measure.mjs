// Measures the playground in headless Chromium on WASM: what the first visit weighs, and how long the main job of each panel takes.
// npm run measure -w tools/playground
import { execFileSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { gzipSync } from 'node:zlib';

/** What is there when a panel has done its main job. */
const RESULTS = {
  experts: '.outputs[data-ready="true"] .winner',
  direction: '.line.one[d^="M"]',
  causes: '[data-row="light"] [data-column="do()"]',
  modules: '[data-answers="RIMs"] td.right',
};
/** How often each panel is opened: the first argument. */
const TIMES = Number(process.argv[2] ?? 5);

const server = await preview({ preview: { port: 0, host: '127.0.0.1' }, logLevel: 'error' });
const address = server.resolvedUrls?.local[0] ?? '';
const executablePath =
  process.env['CAUSAL_MECHANISMS_BROWSER'] ??
  execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim();
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const [panel, selector] of Object.entries(RESULTS)) {
    /** @type {number[]} */
    const seconds = [];
    /** @type {Set<string>} */
    const urls = new Set();
    for (let time = 0; time < TIMES; time++) {
      const context = await browser.newContext(); // nothing in any cache
      context.on('response', (response) => urls.add(response.url()));
      const page = await context.newPage();
      const began = performance.now();
      await page.goto(`${address}#/${panel}?backend=wasm`);
      await page.waitForSelector(`[data-panel="${panel}"] ${selector}`, { timeout: 300_000 });
      seconds.push((performance.now() - began) / 1000);
      await context.close();
    }
    const weights = await Promise.all(
      [...urls].map(async (url) => {
        const body = await (await fetch(url)).arrayBuffer();
        return { url, size: gzipSync(body).length };
      }),
    );
    /** @param {boolean} ofModels */
    const kilobytes = (ofModels) =>
      weights
        .filter(({ url }) => url.includes('/models/') === ofModels)
        .reduce((sum, { size }) => sum + size / 1000, 0)
        .toFixed(0);
    seconds.sort((a, b) => a - b);
    console.log(
      `${panel}: first result after ${seconds[TIMES >> 1]?.toFixed(2)} s (median of ${TIMES}, ${seconds[0]?.toFixed(2)} to ${seconds.at(-1)?.toFixed(2)}); ` +
        `${kilobytes(false)} kB without models, ${kilobytes(true)} kB of models, gzipped`,
    );
  }
} finally {
  await browser.close();
  await server.close();
}

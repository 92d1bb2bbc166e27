import { execFileSync } from 'node:child_process';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

/** Names under which systems install Chromium, and browsers made from it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The variable that names the browser, or is `none`. */
const VARIABLE = 'CAUSAL_MECHANISMS_BROWSER';

/**
 * Finds a browser to run pages in.
 *
 * @returns Its executable; undefined if there is none, or if `CAUSAL_MECHANISMS_BROWSER` is `none`.
 */
export function findBrowser(): string | undefined {
  const named = process.env[VARIABLE];
  if (named === 'none') return undefined;
  if (named !== undefined && named !== '') return named;
  for (const name of NAMES) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: 'pipe' }).trim();
    } catch {
      continue; // not this one
    }
  }
  return undefined;
}

/**
 * Starts a browser without a window.
 *
 * @param executable - Of the browser.
 * @returns The browser; the caller closes it.
 */
export function startBrowser(executable: string): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    // Containers have no room for a sandbox.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}

/** A page, and what went wrong on it. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors of the console and of scripts, requests that failed or went elsewhere. Empty is good. */
  readonly problems: readonly string[];
  /**
   * Waits for an element to be seen.
   *
   * @param selector - Which one.
   * @throws Error that tells what the page shows in its place, and what it still waits for.
   */
  waitFor(selector: string): Promise<void>;
}

/**
 * Opens a page that is watched from its first request on.
 *
 * @param browser - A running browser.
 * @param address - Where to.
 * @param options - Size, colour scheme.
 * @returns The page; the caller closes its context.
 */
export async function openWatched(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  const unanswered = new Set<string>();
  const { origin } = new URL(address);
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => problems.push(`script: ${error.message}`));
  // Workers' requests are seen by the context alone.
  context.on('request', (request) => {
    const url = request.url();
    unanswered.add(url);
    const isOwn = url.startsWith(`${origin}/`) || /^(blob|data):/.test(url);
    if (!isOwn) problems.push(`request to ${url}`);
  });
  context.on('requestfailed', (request) => {
    unanswered.delete(request.url());
    // What a page that is left no longer needs is given up.
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') problems.push(`${why} ${request.url()}`);
  });
  context.on('requestfinished', (request) => unanswered.delete(request.url()));
  context.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(address);
  const waitFor = async (selector: string) => {
    try {
      await page.waitForSelector(selector);
    } catch (cause) {
      const shown = await page
        .locator('main')
        .innerText({ timeout: 5000 })
        .catch((error: unknown) => `nothing that can be read: ${String(error)}`);
      throw new Error(
        [
          String(cause),
          `problems: ${problems.join('; ') || 'none'}`,
          `not answered: ${[...unanswered].join(' ') || 'none'}`,
          `the page shows: ${shown}`,
        ].join('\n'),
        { cause },
      );
    }
  };
  return { page, problems, waitFor };
}

import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serveConsumer } from './webBundle.ts';

/** Names under which systems install Chromium, and browsers made from it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The variable that names the browser, or is `none`. */
const VARIABLE = 'CAUSAL_MECHANISMS_BROWSER';

/** What a page left behind. */
export interface PageReport {
  /** What it reported; undefined if it was not done in time. */
  readonly report: unknown;
  /** The addresses that it asked for and that were not there. */
  readonly missing: readonly string[];
}

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
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return existsSync(mac) ? mac : undefined;
}

/**
 * Opens a page of the consumer in a headless browser, and waits for the JSON that the page posts to `report`.
 *
 * @param browser - The executable.
 * @param path - Of the page, below the folder of the consumer.
 * @param seconds - How long to wait at most.
 * @returns What the page reported.
 */
export async function openPage(
  browser: string,
  path: string,
  seconds: number,
): Promise<PageReport> {
  const profile = await mkdtemp(join(tmpdir(), 'causal-mechanisms-browser-'));
  let take: (report: unknown) => void = () => undefined;
  const reported = new Promise<unknown>((done) => (take = done));
  const server = await serveConsumer((text) => take(JSON.parse(text)));
  const flags = [
    '--headless',
    '--no-sandbox', // containers have no room for one
    '--disable-gpu',
    '--enable-unsafe-swiftshader', // WebGL without a GPU
    '--no-first-run',
    '--disable-dev-shm-usage',
    `--user-data-dir=${profile}`,
  ];
  const child = spawn(browser, [...flags, `${server.address}/${path}`], {
    detached: true,
    stdio: 'ignore',
  });
  const failed = new Promise<unknown>((done) => {
    child.once('error', (error) => done({ error: error.message }));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), seconds * 1000);
  });
  const report = await Promise.race([reported, failed, late]);
  clearTimeout(timer);
  await endGroup(child.pid);
  await server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  return { report, missing: server.missing };
}

/** Ends a browser with all its processes, which form a group. */
async function endGroup(leader: number | undefined): Promise<void> {
  if (leader === undefined) return;
  for (let tries = 0; tries < 50; tries += 1) {
    try {
      process.kill(-leader, 'SIGKILL');
    } catch {
      return; // none is left
    }
    await new Promise((done) => setTimeout(done, 100));
  }
}

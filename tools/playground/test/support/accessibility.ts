import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe calls bad enough to be mended. */
const SERIOUS = new Set(['serious', 'critical']);

/**
 * Asks axe about a page.
 *
 * @param page - An open page.
 * @returns One line for each serious finding.
 */
export async function seriousFindings(page: Page): Promise<string[]> {
  // Through the debugger, which the page's policy for scripts does not concern.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations
    .filter(({ impact }) => SERIOUS.has(impact ?? ''))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ target }) => `${id}: ${help}, at ${target.join(' ')}`),
    );
}

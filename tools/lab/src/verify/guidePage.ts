import { posix } from 'node:path';
import { blockInfo, measures } from './infoString.ts';
import { PageError } from './pageError.ts';
import { pageParts } from './pageParts.ts';
import { isLeftOut, isMostlyFigures } from './pageTables.ts';

/** Where pages of results lie. */
export const RESULTS = 'docs/results';

const LINK = /\]\(([^()\s#]+\.md)(?:#[^()\s]*)?\)/g;

/**
 * Finds tables of figures on a page that is none of results. Figures carry their commands there, so that their section has to lead there.
 *
 * @param page - Its path from the root of the repository.
 * @param text - Its content.
 * @param results - The paths of the pages of results.
 * @returns A finding for each table whose section leads to none of them.
 */
export function guideFindings(page: string, text: string, results: readonly string[]): PageError[] {
  try {
    return unlinkedTables(page, text, results);
  } catch (error) {
    if (error instanceof PageError) return [error];
    throw error;
  }
}

function unlinkedTables(page: string, text: string, results: readonly string[]): PageError[] {
  const { parts } = pageParts(page, text);
  const found: PageError[] = [];
  let waiting: PageError[] = [];
  let leads = false;
  const close = (): void => {
    if (!leads) found.push(...waiting);
    waiting = [];
    leads = false;
  };
  parts.forEach((part, index) => {
    const place = { page, line: part.line };
    switch (part.kind) {
      case 'heading':
        close();
        break;
      case 'text':
        leads ||= leadsTo(part.text, page, results);
        break;
      case 'table':
        leads ||= part.rows.some(({ cells }) => leadsTo(cells.join(' '), page, results));
        if (isMostlyFigures(part.rows) && !isLeftOut(parts[index - 1])) {
          waiting.push(
            new PageError(
              place,
              `this table of figures leads to no page of ${RESULTS}; link the one that has their command, or put <!-- not measured: what it is instead --> above`,
            ),
          );
        }
        break;
      case 'block': {
        const info = blockInfo(part.info, place);
        leads ||= info.language === 'ts' && measures(info);
        break;
      }
      case 'comment':
        break;
    }
  });
  close();
  return found;
}

function leadsTo(text: string, page: string, results: readonly string[]): boolean {
  return [...text.matchAll(LINK)].some(([, target = '']) =>
    /^\w+:/.test(target)
      ? results.some((path) => target.endsWith(`/${path}`))
      : results.includes(posix.join(posix.dirname(page), target)),
  );
}

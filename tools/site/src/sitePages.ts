import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** Headings of the navigation, in its order. */
export const CATEGORIES = ['Guides', 'Systems', 'Results', 'Decisions', 'API'] as const;

/** A Markdown file of the repository and its place in the site. */
export interface SitePage {
  /** The file, from the root of the repository. */
  readonly source: string;
  /** The address in the site, without `.html`. */
  readonly address: string;
  /** What the first heading says. */
  readonly title: string;
  /** The heading of the navigation that it stands under. */
  readonly category: (typeof CATEGORIES)[number];
  /** The page that it stands below in the navigation: the source of that page. Without: it stands right under the heading. */
  readonly parent?: string;
}

/** The systems, in the order of the front page. */
const SYSTEMS = ['experts-gan', 'meta-transfer', 'dear-scm', 'rims'];

/**
 * The Markdown files that become pages. The front page, and the pages of packages, are not among them: they are the pages of project and packages.
 *
 * @param root - Of the repository.
 * @returns Pages in the order of the navigation; parents stand before their children.
 * @throws {Error} If a file has no heading.
 */
export function sitePages(root: string): readonly SitePage[] {
  const pages = sources(root).map((source) =>
    sitePage(source, readFileSync(join(root, source), 'utf8')),
  );
  return pages.sort((a, b) => compare(rank(a), rank(b)));
}

/** The site itself lies in `docs/site`, where it is made. */
function sources(root: string): readonly string[] {
  const below = (folder: string, recursive: boolean) =>
    readdirSync(join(root, folder), { recursive, encoding: 'utf8' }).map(
      (path) => `${folder}/${path}`,
    );
  return [
    ...below('docs', true).filter((path) => path.endsWith('.md') && !path.startsWith('docs/site/')),
    ...below('tools', false)
      .map((folder) => `${folder}/README.md`)
      .filter((path) => existsSync(join(root, path))),
    'CONTRIBUTING.md',
  ];
}

function sitePage(source: string, text: string): SitePage {
  const [, heading] = /^# (.+)$/m.exec(text) ?? [];
  if (heading === undefined) throw new Error(`${source} has no heading that could be its title`);
  const system = SYSTEMS.find((name) => source.startsWith(`docs/${name}`));
  return {
    source,
    address: address(source),
    title: heading.replaceAll('`', ''),
    category: category(source, system),
    ...(dirname(source) === `docs/${system ?? ''}` ? { parent: `docs/${system ?? ''}.md` } : {}),
  };
}

/** `docs/results/README.md` is at `results/index`, so that links to the folder lead to it. */
function address(source: string): string {
  return source
    .replace(/^docs\//, '')
    .replace(/\.md$/, '')
    .replace(/\bREADME$/, 'index')
    .replace(/^CONTRIBUTING$/, 'contributing');
}

function category(source: string, system: string | undefined): SitePage['category'] {
  if (system !== undefined) return 'Systems';
  if (source.startsWith('docs/guides/')) return 'Guides';
  if (source.startsWith('docs/results/')) return 'Results';
  return 'Decisions';
}

/** Categories in their order; in each of them what introduces the others comes first, then the files by their names. */
function rank({ source, category: heading }: SitePage): readonly (string | number)[] {
  const first = ['quick-start.md', 'README.md', 'decisions.md', 'dictionary.md', 'CONTRIBUTING.md'];
  const system = SYSTEMS.findIndex((name) => source.startsWith(`docs/${name}`));
  const place = source.startsWith('tools/') ? -1 : first.indexOf(basename(source));
  return [
    CATEGORIES.indexOf(heading),
    heading === 'Systems' ? system : place === -1 ? first.length : place,
    source.split('/').length,
    source,
  ];
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((part, index) => part !== b[index]);
  const [left, right] = [a[at] ?? 0, b[at] ?? 0];
  return left < right ? -1 : left > right ? 1 : 0;
}

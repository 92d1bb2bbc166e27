import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Links and paths in a page that lead nowhere.
 *
 * @param root - Of the checkout.
 * @param page - A Markdown file, from the root.
 * @returns Relative links to a file or heading that is not there, and paths in code font below packages, tools or docs.
 */
export function brokenLinks(root: string, page: string): readonly string[] {
  const text = readFileSync(join(root, page), 'utf8').replace(/^```.*?^```/gms, '');
  const links = [...text.matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link);
  const paths = [...text.matchAll(/`((?:packages|tools|docs)\/[\w./-]+)`/g)];
  return [
    ...links.filter((link) => !leadsSomewhere(root, page, link)),
    ...paths.map(([, path = '']) => path).filter((path) => !isThere(root, path)),
  ];
}

function leadsSomewhere(root: string, page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  if (!isThere(root, target)) return false;
  return anchor === undefined || headings(join(root, target)).includes(anchor);
}

/** The generated pages are there only once they are made. */
function isThere(root: string, path: string): boolean {
  return path.startsWith('docs/site') || existsSync(join(root, path));
}

/** The anchors that GitHub gives to the headings of a page. */
function headings(file: string): readonly string[] {
  return [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

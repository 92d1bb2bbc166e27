import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { Parser } from 'htmlparser2';

/** Attributes that lead to another file. */
const leading = ['href', 'src', 'poster', 'data'];

/** What a page offers and what it asks for. */
interface PageLinks {
  readonly anchors: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

/**
 * Links of a site that lead nowhere: to a file, a folder without front page, an image, a style or an anchor that is not there. Addresses of other
 * sites are not looked at.
 *
 * @param folder - Where the site lies.
 * @returns `page: link`, one for each page and link, in the order of the pages.
 */
export function brokenLinks(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  const there = new Set(files);
  const pages = new Map(
    files
      .filter((file) => file.endsWith('.html'))
      .map((file) => [file, readLinks(readFileSync(join(folder, file), 'utf8'))]),
  );
  return [...pages].flatMap(([page, { links }]) =>
    [...links]
      .filter((link) => !leadsSomewhere(page, link, there, pages))
      .map((link) => `${page}: ${link}`),
  );
}

/** Anchors and relative links of a page. */
function readLinks(html: string): PageLinks {
  const anchors = new Set<string>();
  const links = new Set<string>();
  const parser = new Parser({
    onopentag(name, attributes) {
      for (const anchor of [attributes['id'], name === 'a' ? attributes['name'] : undefined]) {
        if (anchor !== undefined) anchors.add(anchor);
      }
      for (const attribute of leading) {
        const link = attributes[attribute];
        if (link !== undefined && !/^(\w[\w+.-]*:|\/\/)/.test(link)) links.add(link);
      }
    },
  });
  parser.end(html);
  return { anchors, links };
}

function leadsSomewhere(
  page: string,
  link: string,
  there: ReadonlySet<string>,
  pages: ReadonlyMap<string, PageLinks>,
): boolean {
  const [address = '', anchor = ''] = link.split('#').map(decodeURIComponent);
  const [path = ''] = address.split('?');
  if (path.startsWith('/')) return false; // the site may lie in any folder of a server
  const joined = path === '' ? page : posix.join(posix.dirname(page), path);
  const file = joined === './' || joined.endsWith('/') ? posix.join(joined, 'index.html') : joined;
  if (!there.has(file)) return false;
  return anchor === '' || (pages.get(file)?.anchors.has(anchor) ?? true);
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Application, MinimalSourceFile, Models, normalizePath } from 'typedoc';
import type { SitePage } from './sitePages.ts';

/**
 * Puts pages into a project, as documents of TypeDoc: their links to each other, to packages and to images become links of the site.
 *
 * @param application - Reads Markdown as its options say.
 * @param project - Gets the pages.
 * @param root - Of the repository, with slashes.
 * @param pages - What to add; parents before their children.
 */
export function addPages(
  application: Application,
  project: Models.ProjectReflection,
  root: string,
  pages: readonly SitePage[],
): void {
  const documents = new Map<string, Models.DocumentReflection>();
  for (const { source, address, title, category, parent } of pages) {
    const path = normalizePath(join(root, source));
    const file = new MinimalSourceFile(readFileSync(path, 'utf8'), path);
    const { content, frontmatter } = application.converter.parseRawComment(file, project.files);
    showHeader(content, frontmatter);
    const above = documents.get(parent ?? '') ?? project;
    const document = new Models.DocumentReflection(title, above, content, { address, category });
    above.addChild(document);
    project.registerReflection(document, undefined, path);
    if (source.endsWith('/README.md')) {
      // Links to the folder, with or without a slash at the end.
      for (const folder of ['..', '../']) {
        project.files.registerReflectionPath(normalizePath(join(path, folder)), document);
      }
    }
    documents.set(source, document);
  }
}

/** What a page of results says at its top of date, machine and backend, which a code host shows as a table, becomes a line below the title. */
function showHeader(
  content: Models.CommentDisplayPart[],
  header: Readonly<Record<string, unknown>>,
) {
  const said = Object.entries(header).map(([name, value]) => `${name}: ${String(value)}`);
  const title = content.find(({ text }) => text.includes('\n'));
  if (said.length === 0 || title === undefined) return;
  title.text = title.text.replace('\n', `\n\n_${said.join('; ')}_\n`);
}

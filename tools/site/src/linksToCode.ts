import { statSync } from 'node:fs';
import { relative } from 'node:path';
import { type Models, normalizePath } from 'typedoc';

/** Files of these kinds are shown in pages, and copied into the site for that. */
const shown = /\.(png|svg|jpe?g|gif|webp)$/;

/**
 * Lets relative links to files and folders that are no pages of the site lead to the code host.
 *
 * @param project - A project with all its pages; its texts are changed.
 * @param root - Of the repository.
 * @param host - Address of the repository on the code host.
 */
export function linksToCode(project: Models.ProjectReflection, root: string, host: string): void {
  const folders = new Set<string>();
  for (const parts of texts(project)) {
    for (const [index, part] of parts.entries()) {
      if (part.kind !== 'relative-link' || part.target === undefined) continue;
      const target = project.files.resolve(part.target, project);
      if (typeof target !== 'string' || shown.test(target)) continue;
      const isFolder = statSync(target).isDirectory();
      if (isFolder) folders.add(target);
      const view = isFolder ? 'tree' : 'blob';
      const anchor = part.targetAnchor === undefined ? '' : `#${part.targetAnchor}`;
      parts[index] = {
        kind: 'text',
        text: `${host}/${view}/main/${relative(root, target)}${anchor}`,
      };
    }
  }
  // No link leads there any more: TypeDoc need not look for a file to copy.
  for (const folder of folders) {
    project.files.registerReflectionPath(normalizePath(folder), project);
  }
}

/** Front page, pages of packages and documents. */
function texts(project: Models.ProjectReflection): Models.CommentDisplayPart[][] {
  return [project, ...Object.values(project.reflections)].flatMap((reflection) => {
    if (reflection.isDocument()) return [reflection.content];
    const readme = reflection.isProject() || reflection.isDeclaration() ? reflection.readme : [];
    return readme === undefined ? [] : [readme];
  });
}

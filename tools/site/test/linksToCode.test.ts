import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Models, normalizePath, ValidatingFileRegistry } from 'typedoc';
import { linksToCode } from '../src/linksToCode.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
  mkdirSync(join(root, 'folder'));
  for (const name of ['file.ts', 'picture.png', 'page.md']) writeFileSync(join(root, name), '');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

/** What a link of the front page becomes. */
function linked(path: string): Models.CommentDisplayPart | undefined {
  const project = new Models.ProjectReflection('project', new ValidatingFileRegistry());
  project.files.registerReflectionPath(normalizePath(join(root, 'page.md')), project);
  const registered = project.files.register(
    normalizePath(join(root, 'README.md')),
    normalizePath(path),
  );
  project.readme = [
    {
      kind: 'relative-link',
      text: path,
      target: registered?.target,
      targetAnchor: registered?.anchor,
    },
  ];
  linksToCode(project, root, 'https://example.org/us');
  return project.readme[0];
}

describe('linksToCode', () => {
  it.each([
    ['file.ts', 'https://example.org/us/blob/main/file.ts'],
    ['file.ts#L3', 'https://example.org/us/blob/main/file.ts#L3'],
    ['folder', 'https://example.org/us/tree/main/folder'],
    ['folder/', 'https://example.org/us/tree/main/folder'],
  ])('lets %s lead to the code host', (path, text) => {
    expect(linked(path)).toEqual({ kind: 'text', text });
  });

  it.each(['page.md', 'picture.png', 'none.ts'])('leaves %s to the site', (path) => {
    expect(linked(path)).toMatchObject({ kind: 'relative-link', text: path });
  });
});

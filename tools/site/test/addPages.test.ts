import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Application, Models, ValidatingFileRegistry } from 'typedoc';
import { addPages } from '../src/addPages.ts';
import type { SitePage } from '../src/sitePages.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'causal-mechanisms-site-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

async function projectOf(pages: readonly (SitePage & { readonly text: string })[]) {
  for (const { source, text } of pages) writeFileSync(join(root, source), text);
  const application = await Application.bootstrap();
  const project = new Models.ProjectReflection('project', new ValidatingFileRegistry());
  addPages(application, project, root, pages);
  return project;
}

const markdown = (parts: readonly Models.CommentDisplayPart[] = []) =>
  parts.map(({ text }) => text).join('');

describe('addPages', () => {
  it('makes documents of pages, below their parents', async () => {
    const project = await projectOf([
      { source: 'a.md', address: 'a', title: 'Ah', category: 'Systems', text: '# Ah\n' },
      {
        source: 'b.md',
        address: 'x/b',
        title: 'Be',
        category: 'Systems',
        parent: 'a.md',
        text: '# Be\n',
      },
    ]);
    const [above] = project.documents ?? [];
    const [below] = above?.children ?? [];
    expect(project.documents).toHaveLength(1);
    expect([above?.name, above?.frontmatter]).toEqual([
      'Ah',
      { address: 'a', category: 'Systems' },
    ]);
    expect([below?.name, below?.frontmatter['address']]).toEqual(['Be', 'x/b']);
  });

  it('shows the header of a page below its title', async () => {
    const text = '---\ndate: 2026-11-29\nbackend: node\n---\n\n# Ah\n\nText `code`.\n';
    const project = await projectOf([
      { source: 'a.md', address: 'a', title: 'Ah', category: 'Results', text },
    ]);
    expect(markdown(project.documents?.[0]?.content)).toBe(
      '# Ah\n\n_date: 2026-11-29; backend: node_\n\nText `code`.',
    );
  });
});

import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { Application, JSX, PackageJsonReader, TSConfigReader, TypeDocReader } from 'typedoc';
import { addPages } from './addPages.ts';
import { brokenLinks } from './brokenLinks.ts';
import { codeInHeadings } from './codeInHeadings.ts';
import { linksToCode } from './linksToCode.ts';
import type { MarkdownParser } from './markdownParser.ts';
import { scrollingTables } from './scrollingTables.ts';
import { sitePages } from './sitePages.ts';
import { SiteRouter } from './SiteRouter.ts';

/** Where the repository lies for everybody. */
const HOST = 'https://github.com/causal-mechanisms/causal-mechanisms';

/**
 * Makes the site: front page, guides, systems, results, decisions and the API, with one search. What TypeDoc warns of, and links that lead nowhere,
 * are faults.
 *
 * @param root - Of the repository; it holds `typedoc.json`.
 * @param note - Is told of every broken link, and where the site lies.
 * @returns Whether the site is made and has no fault.
 */
export async function buildSite(root: string, note: (line: string) => void): Promise<boolean> {
  const application = await Application.bootstrapWithPlugins(
    {
      options: root,
      router: 'site',
      markdownItLoader: (parser: MarkdownParser) => {
        codeInHeadings(parser);
        scrollingTables(parser);
      },
    },
    [new TypeDocReader(), new PackageJsonReader(), new TSConfigReader()],
  );
  const { logger, options, renderer } = application;
  const faulty = () =>
    logger.hasErrors() || logger.hasWarnings() || logger.validationWarningCount > 0;
  renderer.defineRouter('site', SiteRouter);

  const playground = join(root, 'tools/playground/dist');
  const played = existsSync(join(playground, 'index.html'));
  if (played) {
    renderer.hooks.on('sidebar.begin', (context) =>
      JSX.createElement(
        'a',
        { class: 'site-playground', href: context.relativeURL('playground/index.html') },
        'Playground',
      ),
    );
  }

  // Before TypeDoc sorts what a project has into categories.
  application.on(
    Application.EVENT_PROJECT_REVIVE,
    (project) => addPages(application, project, root, sitePages(root)),
    1000,
  );
  const project = await application.convert();
  if (project === undefined || faulty()) return false;
  linksToCode(project, root, HOST);
  application.validate(project);
  if (faulty()) return false;
  await application.generateOutputs(project);
  if (faulty()) return false;

  const out = options.getValue('out');
  if (played) cpSync(playground, join(out, 'playground'), { recursive: true });
  const broken = brokenLinks(out);
  for (const link of broken) note(`leads nowhere: ${link}`);
  return broken.length === 0;
}

import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { startLocalRegistry, TOKEN } from '../../consumer/release/localRegistry.mjs';
import { createReleaseCopy } from '../../consumer/release/releaseCopy.mjs';
import { plainEnvironment, runIn } from './consumer.ts';
import type { Finished } from './consumer.ts';

/** A release of all packages to a registry on this machine. */
export interface ReleaseRehearsal {
  /** The copy of the checkout that is released. */
  readonly copy: string;
  /** What was published, by name: the version that the tag `latest` stands for. */
  latest(): Readonly<Record<string, string | undefined>>;
  /** The requests that were refused. */
  readonly refusals: readonly string[];
  /** Runs changesets in the copy. */
  changeset(...args: readonly string[]): Promise<Finished>;
  /** Makes an empty project. */
  project(name: string): Promise<string>;
  /** Runs a line of a page in a project, with npm on the local registry. */
  shell(folder: string, line: string): Promise<Finished>;
  /** Ends the registry. */
  close(): Promise<void>;
}

const CHANGESETS = createRequire(import.meta.url).resolve('@changesets/cli/bin.js');

/**
 * Prepares the rehearsal of a release.
 *
 * @param folder - For all that it writes; exists.
 * @returns What can be done; nothing has been published yet.
 */
export async function rehearseRelease(folder: string): Promise<ReleaseRehearsal> {
  const copy = join(folder, 'copy');
  await createReleaseCopy(copy);
  const registry = await startLocalRegistry();
  const settings = join(folder, 'npmrc');
  const { host } = new URL(registry.url);
  await writeFile(settings, `//${host}/:_authToken=${TOKEN}\n`);
  // npm's own variables, set when npm runs the tests, would lead back to the checkout and its registry.
  const unset = Object.keys(plainEnvironment()).filter((name) => /^npm_/i.test(name));
  const environment = {
    ...Object.fromEntries(unset.map((name) => [name, undefined])),
    CI: 'true',
    npm_config_registry: registry.url,
    npm_config_userconfig: settings,
    npm_config_cache: join(folder, 'cache'),
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_update_notifier: 'false',
    npm_config_ignore_scripts: 'true',
  };
  return {
    copy,
    latest: () =>
      Object.fromEntries([...registry.published].map(([name, { tags }]) => [name, tags['latest']])),
    refusals: registry.refusals,
    changeset: (...args) => runIn(copy, process.execPath, [CHANGESETS, ...args], environment),
    async project(name) {
      const project = join(folder, name);
      await mkdir(project);
      const manifest = { name, version: '1.0.0', type: 'module' };
      await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
      return project;
    },
    shell: (project, line) => runIn(project, 'sh', ['-c', line], environment),
    close: () => registry.close(),
  };
}

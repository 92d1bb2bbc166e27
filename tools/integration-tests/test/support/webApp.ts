import { cp, mkdir, readdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { consumerFolder, ESBUILD, nodeInConsumer, runInConsumer } from './consumer.ts';

const VITE = join(
  dirname(createRequire(import.meta.url).resolve('vite/package.json')),
  'bin/vite.js',
);

/** How an app gets from its source to a page. */
export type Bundler = 'vite' | 'esbuild' | 'plain script';

/** An app in a folder of its own. */
export interface WebApp {
  /** The page, below the folder of the consumer. */
  readonly page: string;
  /** What the bundler had to complain about. */
  readonly problems: string;
}

/** The bundlers leave the binaries to the app's author, except for Vite. */
const WASM_FOLDER = 'node_modules/@tensorflow/tfjs-backend-wasm/dist';

/**
 * Builds an app as the README says.
 *
 * @param name - Of its folder, unique among all tests.
 * @param bundler - Which way.
 * @param code - The app; it posts to `/report`.
 * @returns The page.
 */
export async function buildWebApp(name: string, bundler: Bundler, code: string): Promise<WebApp> {
  const folder = join(consumerFolder(), name);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'app.js'), code);
  await writeFile(join(folder, 'index.html'), page('<script type="module" src="app.js"></script>'));
  if (bundler === 'vite') {
    const built = await nodeInConsumer([VITE, 'build', folder, '--base=./', '--logLevel=error']);
    return { page: `${name}/dist/index.html`, problems: built.stdout + built.stderr };
  }
  const isPlain = bundler === 'plain script';
  const { stderr } = await runInConsumer(ESBUILD, [
    join(folder, 'app.js'),
    '--bundle',
    isPlain ? '--format=iife' : '--format=esm',
    // A plain script has no import.meta, and esbuild says so.
    ...(isPlain ? ['--log-override:empty-import-meta=silent'] : []),
    `--outfile=${join(folder, 'dist/scripts/app.js')}`,
    '--log-level=warning',
  ]);
  for (const file of await readdir(join(consumerFolder(), WASM_FOLDER))) {
    if (!file.endsWith('.wasm')) continue;
    await cp(join(consumerFolder(), WASM_FOLDER, file), join(folder, 'dist/scripts', file));
  }
  const kind = isPlain ? '' : ' type="module"';
  const script = `<script${kind} src="scripts/app.js"></script>`;
  await writeFile(join(folder, 'dist/index.html'), page(script));
  return { page: `${name}/dist/index.html`, problems: stderr };
}

/** A page that shows nothing and runs a script. */
function page(script: string): string {
  return `<!doctype html><title>app</title><link rel="icon" href="data:,">${script}\n`;
}

import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { consumerFolder, ESBUILD, nodeInConsumer, runInConsumer } from './consumer.ts';
import type { Finished } from './consumer.ts';

/** What esbuild says of a bundle. */
interface Metafile {
  readonly inputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string }[] }>
  >;
  readonly outputs: Readonly<
    Record<string, { readonly imports: readonly { readonly path: string }[] }>
  >;
}

/** A module bundled for browsers. */
interface WebBundle {
  /** What esbuild had to complain about. */
  readonly problems: string;
  /** What imports what. */
  readonly meta: Metafile;
  /** The one file. */
  readonly file: string;
}

/**
 * Bundles one module for browsers, with all that it imports.
 *
 * @param name - Of the files, unique among all tests.
 * @param code - The module.
 * @returns The bundle.
 */
export async function bundleForWeb(name: string, code: string): Promise<WebBundle> {
  const folder = consumerFolder();
  const [entry, file, meta] = ['js', 'bundle.mjs', 'json'].map((end) =>
    join(folder, `${name}.${end}`),
  ) as [string, string, string];
  await writeFile(entry, code);
  const { stderr } = await runInConsumer(ESBUILD, [
    entry,
    '--bundle',
    '--platform=browser',
    '--format=esm',
    `--outfile=${file}`,
    `--metafile=${meta}`,
    '--log-level=warning',
  ]);
  return { problems: stderr, meta: JSON.parse(await readFile(meta, 'utf8')) as Metafile, file };
}

/**
 * Runs a bundle in a Node that is as much of a browser as TensorFlow.js looks for.
 *
 * @param file - The bundle.
 * @returns What it left behind.
 */
export async function runAsBrowser(file: string): Promise<Finished> {
  const browser = join(consumerFolder(), 'browser.mjs');
  const page = [
    'globalThis.window = globalThis;',
    'globalThis.document = {};',
    'delete globalThis.process;',
    '// Pages have none unless their server isolates them: WASM then has one thread.',
    'delete globalThis.SharedArrayBuffer;',
  ];
  await writeFile(browser, `${page.join('\n')}\n`);
  return nodeInConsumer([`--import=${pathToFileURL(browser).href}`, file]);
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Files that browsers can fetch. */
interface FileServer {
  /** Where, without a slash at the end. */
  readonly address: string;
  /** The addresses that were asked for and are not there, so far. */
  readonly missing: readonly string[];
  /** Ends it. */
  readonly close: () => Promise<void>;
}

/**
 * Serves the files of the consumer, as a web server would.
 *
 * @param onPost - Takes what pages post. Default: nobody wants it.
 * @returns The server; the caller closes it.
 */
export async function serveConsumer(
  onPost: (text: string) => void = () => undefined,
): Promise<FileServer> {
  const missing: string[] = [];
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://x');
    if (request.method === 'POST') {
      void text(request).then(onPost);
      response.end();
      return;
    }
    const file = join(consumerFolder(), normalize(pathname));
    response.setHeader('Content-Type', MEDIA_TYPES[extname(file)] ?? 'application/octet-stream');
    createReadStream(file)
      .on('error', () => {
        missing.push(pathname);
        response.writeHead(404).end();
      })
      .pipe(response);
  });
  // A browser on a busy machine may ask again just when an idle connection is closed: none is.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    missing,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(() => done()));
    },
  };
}

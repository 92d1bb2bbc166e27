import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const DIST = join(ROOT, 'dist');

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** The built playground on a server of its own. */
export interface Site {
  /** With a slash at the end. */
  readonly address: string;
  /** Ends the server. */
  close(): Promise<void>;
}

/**
 * Serves the build as any web server would, below a folder. Where nx runs the tests it has built before them; else it is built here.
 *
 * @returns The site; the caller closes it.
 */
export async function serveSite(): Promise<Site> {
  const isBuilt = process.env['NX_TASK_TARGET_TARGET'] === 'test' && existsSync(DIST);
  // In a process of its own: the bundler does not know the objects of a test's realm.
  if (!isBuilt) await promisify(execFile)('npx', ['vite', 'build'], { cwd: ROOT });
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://site').pathname);
    const below = path.replace(/^\/playground\//, '');
    const file = join(DIST, below === '' ? 'index.html' : below);
    readFile(file).then(
      (bytes) => {
        const type = MEDIA_TYPES[extname(file)] ?? 'application/octet-stream';
        response.writeHead(200, { 'content-type': type }).end(bytes);
      },
      () => response.writeHead(404).end(),
    );
  });
  // A browser on a busy machine may ask again just when an idle connection is closed: none is.
  server.keepAliveTimeout = 0;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/playground/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

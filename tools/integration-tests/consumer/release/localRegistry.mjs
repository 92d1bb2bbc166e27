import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * @typedef {{ name: string, version: string, dist?: { tarball?: string, integrity?: string, shasum?: string } }} Manifest
 *
 * @typedef {object} Published
 * @property {Record<string, Manifest>} versions - Manifests by version.
 * @property {Record<string, string>} tags - Versions by tag.
 * @property {Map<string, Buffer>} tarballs - By file name.
 *
 * @typedef {object} LocalRegistry
 * @property {string} url - Where it listens.
 * @property {Map<string, Published>} published - What has been published to it, by name.
 * @property {string[]} refusals - What it has refused, one line each.
 * @property {() => Promise<void>} close - Ends it.
 */

/** The token that it takes for a user's. */
export const TOKEN = 'rehearsal';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/**
 * Starts a package registry for npm on this machine. It takes what is published to it, checks it as the public one does,
 * and hands it out again; all other packages come from `node_modules` of this checkout, in the versions that are
 * installed there. Nothing goes to the outside.
 *
 * @returns {Promise<LocalRegistry>} The registry; it listens.
 */
export async function startLocalRegistry() {
  /** @type {LocalRegistry} */
  const registry = { url: '', published: new Map(), refusals: [], close: async () => undefined };
  const installed = installedPackages();
  const server = createServer((request, response) => {
    answer(registry, installed, request, response).catch((error) => {
      reply(registry, request, response, 500, String(error));
    });
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  registry.url = `http://127.0.0.1:${address.port}/`;
  registry.close = () =>
    new Promise((closed) => {
      server.close(() => closed(undefined));
      server.closeAllConnections();
    });
  return registry;
}

/** @returns {Map<string, Map<string, string>>} Folders of installed packages, by name and version. */
function installedPackages() {
  const note = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8'));
  /** @type {Map<string, Map<string, string>>} */
  const found = new Map();
  for (const [path, { version, link }] of Object.entries(note.packages)) {
    if (link === true || !path.includes('node_modules/')) continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    found.set(name, (found.get(name) ?? new Map()).set(version, join(root, path)));
  }
  return found;
}

/**
 * @param {LocalRegistry} registry - The registry.
 * @param {Map<string, Map<string, string>>} installed - What it hands out besides.
 * @param {import('node:http').IncomingMessage} request - What npm wants.
 * @param {import('node:http').ServerResponse} response - What it gets.
 */
async function answer(registry, installed, request, response) {
  const path = decodeURIComponent(new URL(request.url ?? '/', registry.url).pathname).slice(1);
  const [name = '', file] = path.split('/-/');
  if (request.method === 'PUT') {
    if (request.headers.authorization !== `Bearer ${TOKEN}`) {
      return reply(registry, request, response, 401, 'a token is needed');
    }
    const problem = publish(registry, name, JSON.parse((await bodyOf(request)).toString()));
    if (problem !== '') return reply(registry, request, response, 403, problem);
    return send(response, 201, JSON.stringify({ ok: true }));
  }
  const own = registry.published.get(name);
  const folders = installed.get(name);
  if (file !== undefined) {
    const tarball = own?.tarballs.get(file);
    if (tarball !== undefined) return send(response, 200, tarball);
    const version = file.slice(basename(name).length + 1, -'.tgz'.length);
    const folder = folders?.get(version);
    if (folder !== undefined) return sendFolder(response, folder);
  } else if (own !== undefined) {
    const packument = { name, 'dist-tags': own.tags, versions: own.versions };
    return send(response, 200, JSON.stringify(packument));
  } else if (folders !== undefined) {
    return send(response, 200, JSON.stringify(packumentOf(registry.url, name, folders)));
  }
  return send(response, 404, JSON.stringify({ error: 'not found' }));
}

/**
 * @param {LocalRegistry} registry - Takes the package.
 * @param {string} name - As npm asks.
 * @param {{ versions: Record<string, Manifest>, 'dist-tags': Record<string, string>,
 *   _attachments: Record<string, { data: string }> }} body - What npm sends.
 * @returns {string} Why it is refused, or ''.
 */
function publish(registry, name, body) {
  /** @type {Published} */
  const fresh = { versions: {}, tags: {}, tarballs: new Map() };
  const own = registry.published.get(name) ?? fresh;
  for (const [version, manifest] of Object.entries(body.versions)) {
    if (manifest.name !== name) return `${manifest.name} under the name of ${name}`;
    if (own.versions[version] !== undefined) return `${name} ${version} is published already`;
    const file = `${basename(name)}-${version}.tgz`;
    const [sent] = Object.values(body._attachments);
    const tarball = Buffer.from(sent?.data ?? '', 'base64');
    const digest = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
    if (manifest.dist?.integrity !== digest) return `${name} ${version} is not what was packed`;
    own.tarballs.set(file, tarball);
    const dist = { ...manifest.dist, tarball: `${registry.url}${name}/-/${file}` };
    own.versions[version] = { ...manifest, dist };
  }
  Object.assign(own.tags, body['dist-tags']);
  registry.published.set(name, own);
  return '';
}

/**
 * @param {string} url - Of the registry.
 * @param {string} name - A package.
 * @param {Map<string, string>} folders - Where its versions are installed.
 */
function packumentOf(url, name, folders) {
  const versions = Object.fromEntries(
    [...folders].flatMap(([version, folder]) => {
      const manifest = readManifest(folder);
      if (manifest === undefined) return []; // for another platform
      const tarball = `${url}${name}/-/${basename(name)}-${version}.tgz`;
      return [[version, { ...manifest, dist: { tarball } }]];
    }),
  );
  return { name, 'dist-tags': { latest: Object.keys(versions).at(-1) }, versions };
}

/**
 * @param {string} folder - Of a package.
 * @returns {Manifest | undefined} Its manifest, if it is there.
 */
function readManifest(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {import('node:http').ServerResponse} response - Gets the folder packed.
 * @param {string} folder - Of an installed package.
 */
function sendFolder(response, folder) {
  const pack = ['-c', '--exclude=*/node_modules', '-f', '-', '-C', dirname(folder)];
  const tar = spawn('tar', [...pack, basename(folder)], { stdio: ['ignore', 'pipe', 'ignore'] });
  response.writeHead(200, { 'content-type': 'application/octet-stream' });
  tar.stdout.pipe(response);
}

/** @param {import('node:http').IncomingMessage} request - With a body. */
async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
}

/**
 * @param {LocalRegistry} registry - Notes what it refuses.
 * @param {import('node:http').IncomingMessage} request - What was asked.
 * @param {import('node:http').ServerResponse} response - What is answered.
 * @param {number} status - HTTP status.
 * @param {string} error - Why.
 */
function reply(registry, request, response, status, error) {
  registry.refusals.push(`${request.method} ${request.url}: ${status}, ${error}`);
  send(response, status, JSON.stringify({ error }));
}

/**
 * @param {import('node:http').ServerResponse} response - What is answered.
 * @param {number} status - HTTP status.
 * @param {string | Buffer} body - Its body.
 */
function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** The variable that names the program, or is `none`. */
const VARIABLE = 'CAUSAL_MECHANISMS_REDIS';

/** A server of Redis or Valkey with a folder and a port of its own. */
export interface RedisServer {
  readonly port: number;
  /** The address of its first database. */
  readonly url: string;
  /** Ends it, as an administrator does. */
  stop(): Promise<void>;
  /** Starts it again, with what it had. */
  start(): Promise<void>;
  /** Ends it and removes its folder. */
  remove(): Promise<void>;
}

/** @returns The program; undefined where there is none, or where `CAUSAL_MECHANISMS_REDIS` is `none`. */
function findRedis(): string | undefined {
  const named = process.env[VARIABLE];
  if (named === 'none') return undefined;
  if (named !== undefined && named !== '') return named;
  for (const name of ['redis-server', 'valkey-server']) {
    try {
      return execFileSync('which', [name], { encoding: 'utf8', stdio: 'pipe' }).trim();
    } catch {
      continue; // not this one
    }
  }
  return undefined;
}

/**
 * Tests of what needs a server: skipped with a word where there is none, and failing where the checks of the project run.
 *
 * @returns `it`, or what skips.
 */
export function itWithRedis(): typeof it {
  const found = findRedis();
  if (process.env['CI'] !== undefined && process.env[VARIABLE] !== 'none') {
    it('has a server: install redis-server (apt-get install redis-server), or say CAUSAL_MECHANISMS_REDIS=none to leave these tests out', () => {
      expect(found).toBeDefined();
    });
  }
  return found === undefined ? it.skip : it;
}

/** Starts a server that keeps every change on disk. */
export async function startRedis(password?: string): Promise<RedisServer> {
  const folder = await mkdtemp(join(tmpdir(), 'lab-redis-'));
  const port = await freePort();
  let child: ChildProcess | undefined;
  const stop = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined) return;
    const ended = new Promise<void>((done) => running.on('close', () => done()));
    running.kill('SIGTERM');
    await ended;
  };
  const start = async (): Promise<void> => {
    const flags = ['--port', String(port), '--dir', folder, '--save', '', '--bind', '127.0.0.1'];
    const kept = ['--appendonly', 'yes', '--appendfsync', 'always'];
    const secret = password === undefined ? [] : ['--requirepass', password];
    child = spawn(findRedis() ?? 'redis-server', [...flags, ...kept, ...secret], {
      stdio: 'ignore',
    });
    while (!(await answers(port))) {
      if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
      await pause(20);
    }
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}/0`,
    stop,
    start,
    async remove() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on right now. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => socket.write('PING\r\n'));
    socket.on('data', (text) => {
      socket.destroy();
      // While it reads its file, it says so.
      done(!text.toString().startsWith('-LOADING'));
    });
    socket.on('error', () => done(false));
  });
}

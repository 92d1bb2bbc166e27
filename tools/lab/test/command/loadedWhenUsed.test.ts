import { execFile } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

/** The packages of a list that Node has loaded after it imported a file. */
async function loaded(file: string, packages: readonly string[]): Promise<string[]> {
  const address = pathToFileURL(resolve(import.meta.dirname, '../../src', file)).href;
  const program = `
    await import(${JSON.stringify(address)});
    const { createRequire } = await import('node:module');
    const { cache } = createRequire(${JSON.stringify(address)});
    console.log(JSON.stringify(Object.keys(cache)));`;
  const flags = ['--no-warnings', '--conditions=@causal-mechanisms/source', '--input-type=module'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...flags, `--import=${import.meta.resolve('tsx')}`, '--eval', program],
    { env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 2 ** 26 },
  );
  const files = (JSON.parse(stdout) as string[]).join('\n');
  return packages.filter((name) => files.includes(`/node_modules/${name}/`));
}

const CLIENTS = ['bullmq', 'ioredis', '@aws-sdk/client-s3'];

describe('the clients of queue and bucket', () => {
  it('are loaded by who uses them, and by no other command', async () => {
    expect(await loaded('command/commandLine.ts', CLIENTS)).toEqual([]);
    expect(await loaded('command/study/worker.ts', CLIENTS)).toEqual(['bullmq', 'ioredis']);
    expect(await loaded('store/s3Store.ts', CLIENTS)).toEqual(['@aws-sdk/client-s3']);
  });
});

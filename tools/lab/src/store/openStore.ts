import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '@causal-mechanisms/command-line';
import { InterruptedError, stopIfInterrupted } from '../run/interrupted.ts';
import type { World } from '../run/world.ts';
import { folderStore } from './folderStore.ts';
import type { Store } from './store.ts';
import { StoreError } from './studyErrors.ts';

/** How {@link openStore} opens. */
export interface OpenStoreOptions {
  /** Whether a folder that is not there is made. Default: true. One who only looks leaves nothing where a name was mistyped. */
  readonly make?: boolean;
}

/**
 * Opens a store, and sees that it can be written. A request to stop is heard meanwhile: a far one may take its time.
 *
 * @param given - A folder, or `s3://BUCKET/PREFIX`; what lets one into a bucket is read from the environment, as other programs of AWS read it.
 * @param world - Environment, where relative paths start, and the request to stop.
 * @param options - Whether a folder is made.
 * @returns The store.
 * @throws UsageError for another kind of address; StoreError where it cannot be reached or written; InterruptedError where it was asked to stop.
 */
export async function openStore(
  given: string,
  world: Pick<World, 'environment' | 'workingDirectory' | 'signal'>,
  { make = true }: OpenStoreOptions = {},
): Promise<Store> {
  const { signal } = world;
  stopIfInterrupted(signal);
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(new InterruptedError());
    signal.addEventListener('abort', stop);
  });
  try {
    const store = await storeAt(given, world);
    const isFolder = store.shown === resolve(world.workingDirectory, given);
    if (!make && isFolder && !existsSync(store.shown)) return store;
    await Promise.race([expectWritable(store), stopped]);
    return store;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

async function expectWritable(store: Store): Promise<void> {
  const probe = `.probe-${randomUUID()}`;
  try {
    await store.write(probe, Buffer.from('Can it be written?'));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    const [reason] = error.message.split(`${probe}: `).slice(-1);
    throw new StoreError(`store ${store.shown} cannot be written: ${reason ?? ''}`, {
      data: { ...error.data },
      cause: error.cause,
    });
  }
  await store.remove([probe]);
}

async function storeAt(
  given: string,
  { environment, workingDirectory }: Pick<World, 'environment' | 'workingDirectory'>,
): Promise<Store> {
  const scheme = /^([a-z][a-z\d+.-]+):\/\//i.exec(given)?.[1];
  if (scheme === undefined) return folderStore(resolve(workingDirectory, given));
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z\d][a-z\d.-]+[a-z\d])(?:\/([\w./=-]*))?$/.exec(given) ?? [];
  if (bucket === undefined || prefix.split('/').includes('..')) {
    throw new UsageError(
      `--store takes a folder or s3://BUCKET/PREFIX, got ${scheme === 's3' ? `"${given}"` : `an address that begins with ${scheme}://`}`,
      { data: { scheme } },
    );
  }
  // Only who uses a bucket pays for its client.
  const { s3Store } = await import('./s3Store.ts');
  const own = environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'];
  return s3Store({
    bucket,
    prefix: prefix.replace(/\/+$/, ''),
    client: {
      region: environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? 'us-east-1',
      // Servers of one's own seldom have a host name for each bucket.
      ...(own === undefined || own === '' ? {} : { endpoint: own, forcePathStyle: true }),
    },
  });
}

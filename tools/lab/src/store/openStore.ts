import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '@causal-mechanisms/command-line';
import type { World } from '../run/world.ts';
import { folderStore } from './folderStore.ts';
import type { Store } from './store.ts';

/**
 * Opens a store, and sees that it can be written.
 *
 * @param given - A folder, or `s3://BUCKET/PREFIX`; what lets one into a bucket is read from the environment, as other programs of AWS read it.
 * @param world - Environment, and where relative paths start.
 * @returns The store.
 * @throws UsageError for another kind of address; StoreError where it cannot be reached or written.
 */
export async function openStore(
  given: string,
  world: Pick<World, 'environment' | 'workingDirectory'>,
): Promise<Store> {
  const store = await storeAt(given, world);
  const probe = `.probe-${randomUUID()}`;
  await store.write(probe, Buffer.from('Can it be written?'));
  await store.remove([probe]);
  return store;
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

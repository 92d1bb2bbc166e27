import { UsageError } from '@causal-mechanisms/command-line';
import { queueAddress } from '../../queue/queueAddress.ts';
import type { QueueAddress } from '../../queue/queueAddress.ts';
import { openStore } from '../../store/openStore.ts';
import type { OpenStoreOptions } from '../../store/openStore.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../../run/world.ts';

/** Holds the place of the store, where none is typed. */
const STORE_VARIABLE = 'CAUSAL_MECHANISMS_STORE';

/** Where the studies are that a command is about. */
export interface StudySite {
  /** The queue. */
  readonly address: QueueAddress;
  /** The store; it can be written. */
  readonly store: Store;
}

/**
 * @param given - What was typed.
 * @param given.queue - The address of the queue. Default: that of the environment.
 * @param given.store - The place of the store. Default: that of the environment.
 * @param world - Environment, where relative paths start, and the request to stop.
 * @param options - Whether a folder that is not there is made.
 * @returns Queue and store.
 * @throws UsageError where one is missing or of another form; StoreError where the store cannot be written.
 */
export async function studySite(
  { queue, store }: { readonly queue?: string; readonly store?: string },
  world: Pick<World, 'environment' | 'workingDirectory' | 'signal'>,
  options: OpenStoreOptions = {},
): Promise<StudySite> {
  const address = queueAddress(queue, world.environment);
  const inherited = world.environment[STORE_VARIABLE];
  const place = store ?? (inherited === '' ? undefined : inherited);
  if (place === undefined) {
    throw new UsageError(`expected --store DIR or s3://BUCKET/PREFIX, or ${STORE_VARIABLE}`);
  }
  return { address, store: await openStore(place, world, options) };
}

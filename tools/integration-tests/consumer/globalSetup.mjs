// Packs the public packages once and installs them in a project in a temporary folder, for all suites of this project.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConsumer } from './createConsumer.mjs';
import { packPackages } from './packPackages.mjs';

export default async function globalSetup() {
  const folder = await mkdtemp(join(tmpdir(), 'causal-mechanisms-consumer-'));
  process.env['CONSUMER_FOLDER'] = folder;
  try {
    await createConsumer(folder, await packPackages(join(folder, 'tarballs')));
  } catch (error) {
    // Thrown here it would end the suites of all projects; test/support/consumer.ts throws it where it belongs.
    process.env['CONSUMER_ERROR'] = error instanceof Error ? error.message : String(error);
  }
}

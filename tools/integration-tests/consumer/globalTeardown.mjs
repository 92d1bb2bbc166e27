import { rm } from 'node:fs/promises';

export default async function globalTeardown() {
  const folder = process.env['CONSUMER_FOLDER'];
  if (folder !== undefined) await rm(folder, { recursive: true, force: true });
}

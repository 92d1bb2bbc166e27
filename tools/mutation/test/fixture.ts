import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Writes files into the new folder of a package, hands it over, and removes it. */
export async function inFolder<Result>(
  files: Readonly<Record<string, string>>,
  use: (folder: string, write: (files: Readonly<Record<string, string>>) => void) => Result,
): Promise<Awaited<Result>> {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  const write = (more: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(more)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };
  try {
    write({ 'package.json': '{ "type": "module" }', ...files });
    return await use(folder, write);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { ImageDataset } from '../src/image/imageDataset.ts';

/** Runs a test in a folder of its own, which is removed afterwards. */
export async function inTempFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'datasets-'));
  try {
    await run(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

/** Reads the first images of a data set, or all of them, as one array. */
export async function readFirst(
  dataset: ImageDataset,
  count: number = dataset.size,
): Promise<Float32Array> {
  const [height, width, channels] = dataset.shape;
  const out = new Float32Array(count * height * width * channels).fill(NaN);
  await dataset.read(
    Int32Array.from({ length: count }, (_, i) => i),
    out,
  );
  return out;
}

/** How many turns the event loop gets while something runs on a clock that jumps past every pause. */
export async function turnsDuring(run: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let going = true;
  const turn = (): void => {
    turns++;
    if (going) setImmediate(turn);
  };
  setImmediate(turn);
  await looksDuring(run).finally(() => (going = false));
  return turns;
}

/** How often something looks at the clock, which jumps at every look. */
export async function looksDuring(run: () => Promise<unknown>): Promise<number> {
  const now = performance.now.bind(performance);
  let looks = 0;
  performance.now = () => 1000 * ++looks;
  try {
    await run();
    return looks;
  } finally {
    performance.now = now;
  }
}

/** The SHA-256 of pixels in [0, 1] as bytes. */
export function pixelHash(pixels: Float32Array): string {
  const bytes = Uint8Array.from(pixels, (value) => Math.round(value * 255));
  return createHash('sha256').update(bytes).digest('hex');
}

/** What `toThrow` compares with: a typed error by its code and the pattern of its message. */
export function failure(code: string, pattern = ''): Error {
  return expect.objectContaining({
    code,
    message: expect.stringMatching(pattern) as string,
  }) as Error;
}

/** An idx file of unsigned bytes. */
export function idxBytes(shape: readonly number[], data: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  bytes.set([0, 0, 8, shape.length]);
  const view = new DataView(bytes.buffer);
  shape.forEach((side, axis) => {
    view.setUint32(4 + 4 * axis, side);
  });
  bytes.set(data, 4 + 4 * shape.length);
  return bytes;
}

/** A PNG file from its lines, each with its filter byte first. */
export function pngBytes(
  width: number,
  height: number,
  depth: number,
  lines: readonly (readonly number[])[],
  parts = 1,
): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header[8] = depth;
  const packed = new Uint8Array(deflateSync(Uint8Array.from(lines.flat())));
  const cut = Math.ceil(packed.length / parts);
  const data = Array.from({ length: parts }, (_, i) => packed.slice(i * cut, (i + 1) * cut));
  return joinBytes([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...data.map((part) => chunk('IDAT', part)),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function chunk(kind: string, content: Uint8Array): Uint8Array {
  const body = joinBytes([new TextEncoder().encode(kind), content]);
  const ends = new DataView(new ArrayBuffer(8));
  ends.setUint32(0, content.length);
  ends.setUint32(4, crc32(body));
  return joinBytes([new Uint8Array(ends.buffer, 0, 4), body, new Uint8Array(ends.buffer, 4, 4)]);
}

function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

/** A tiny Omniglot archive's content: two drawings of each of three characters, 4x4, ink in one corner. */
export function omniglotFiles(set: string): Record<string, Uint8Array> {
  const drawing = pngBytes(4, 4, 1, [
    [0, 0b00110000],
    [0, 0b00110000],
    [0, 0b11110000],
    [0, 0b11110000],
  ]);
  const names = ['Latin/character02', 'Greek/character01', 'Latin/character01'];
  return Object.fromEntries(
    names.flatMap((name, i) =>
      [1, 2].map((copy) => [`images_${set}/${name}/000${i}_0${copy}.png`, drawing]),
    ),
  );
}

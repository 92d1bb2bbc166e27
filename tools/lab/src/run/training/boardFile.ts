import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file of events for TensorBoard: records with checksums, each of them a message of protocol buffers. */
export interface BoardFile {
  /**
   * @param tag - Of the curve.
   * @param value - Its height.
   * @param step - Its place.
   */
  scalar(tag: string, value: number, step: number): void;
  /** Writes what waits. */
  flush(): void;
}

/** Options of {@link openBoardFile}. */
export interface BoardFileOptions {
  /** Gives the time in milliseconds since 1970. */
  readonly now: () => number;
}

/** Records that wait before they are written together. */
const TOGETHER = 200;

/**
 * Opens a file of events. It appears with the first scalars: a session that writes none leaves none.
 *
 * @param folder - Where it goes; a later session writes another file there, and TensorBoard reads all.
 * @param options - The clock.
 * @returns The file; flush it at the end.
 */
export function openBoardFile(folder: string, { now }: BoardFileOptions): BoardFile {
  const began = now();
  const path = join(folder, `events.out.tfevents.${Math.floor(began / 1000)}.${process.pid}`);
  let waiting: Uint8Array[] = [record(versionEvent(began / 1000))];
  let written = false;
  return {
    scalar(tag, value, step) {
      waiting.push(record(scalarEvent({ seconds: now() / 1000, tag, value, step })));
      if (waiting.length >= TOGETHER) this.flush();
    },
    flush() {
      // The first record alone says nothing.
      if (waiting.length === 0 || (!written && waiting.length === 1)) return;
      mkdirSync(folder, { recursive: true });
      appendFileSync(path, Buffer.concat(waiting));
      waiting = [];
      written = true;
    },
  };
}

/**
 * @param data - A message.
 * @returns It as a record: its length, a checksum of the length, itself, and its checksum.
 */
export function record(data: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(data.length + 16);
  bytes.writeBigUInt64LE(BigInt(data.length), 0);
  bytes.writeUInt32LE(maskedChecksum(bytes.subarray(0, 8)), 8);
  bytes.set(data, 12);
  bytes.writeUInt32LE(maskedChecksum(data), 12 + data.length);
  return bytes;
}

function versionEvent(seconds: number): Uint8Array {
  return Buffer.concat([double(1, seconds), text(3, 'brain.Event:2')]);
}

/** @returns The message with one scalar: time, step, and a summary of one value. */
export function scalarEvent(scalar: {
  readonly seconds: number;
  readonly tag: string;
  readonly value: number;
  readonly step: number;
}): Uint8Array {
  const { seconds, tag, value, step } = scalar;
  const entry = Buffer.concat([text(1, tag), float(2, value)]);
  return Buffer.concat([
    double(1, seconds),
    Buffer.from([(2 << 3) | VARINT]),
    varint(step),
    message(5, message(1, entry)),
  ]);
}

const VARINT = 0;
const EIGHT_BYTES = 1;
const WITH_LENGTH = 2;
const FOUR_BYTES = 5;

function double(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(9);
  bytes[0] = (field << 3) | EIGHT_BYTES;
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

function float(field: number, value: number): Uint8Array {
  const bytes = Buffer.alloc(5);
  bytes[0] = (field << 3) | FOUR_BYTES;
  bytes.writeFloatLE(value, 1);
  return bytes;
}

function message(field: number, content: Uint8Array): Uint8Array {
  const tag = Buffer.from([(field << 3) | WITH_LENGTH]);
  return Buffer.concat([tag, varint(content.length), content]);
}

function text(field: number, content: string): Uint8Array {
  return message(field, Buffer.from(content));
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

/** The polynomial of Castagnoli, reversed. */
const POLYNOMIAL = 0x82f63b78;
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/**
 * @param bytes - Any bytes.
 * @returns Their CRC-32C.
 */
export function checksum(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (rest >>> 8) ^ (TABLE[(rest ^ byte) & 255] ?? 0);
  return (rest ^ 0xffffffff) >>> 0;
}

/** Turned and shifted, as the format wants it: checksums of what holds checksums would be weak. */
function maskedChecksum(bytes: Uint8Array): number {
  const sum = checksum(bytes);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}

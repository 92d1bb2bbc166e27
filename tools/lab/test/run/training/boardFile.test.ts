import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checksum,
  openBoardFile,
  record,
  scalarEvent,
} from '../../../src/run/training/boardFile.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('checksum', () => {
  it('is CRC-32C', () => {
    expect(checksum(Buffer.from('123456789'))).toBe(0xe3069283);
    expect(checksum(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(checksum(new Uint8Array(0))).toBe(0);
  });
});

describe('record', () => {
  it('begins as every file of events does', () => {
    // 24 bytes follow; the checksum of that length is the one at the head of all such files.
    expect(hex(record(new Uint8Array(24))).slice(0, 24)).toBe('1800000000000000a37f4b22');
  });
});

describe('scalarEvent', () => {
  it('is a message of time, step and one value', () => {
    expect(hex(scalarEvent({ seconds: 2, tag: 'a/b', value: 0.5, step: 300 }))).toBe(
      // 1: 2.0 as double; 2: 300; 5: { 1: { 1: "a/b", 2: 0.5 as float } }
      '090000000000000040' + '10ac02' + '2a0c' + '0a0a' + '0a03612f62' + '150000003f',
    );
    const far = scalarEvent({ seconds: 0, tag: '', value: 1, step: 2 ** 40 });
    expect(hex(far)).toContain('10808080808020');
  });
});

describe('a record of one scalar', () => {
  it('has the bytes that the writer of TensorFlow for Node writes', () => {
    // What `tf.node.summaryFileWriter(...).scalar('a/b', 0.5, 300)` left in its file on 29 November 2026, after the record of the version.
    const native =
      '1a00000000000000129bd82d093b8e4272fac2da4110ac022a0c0a0a0a03612f62150000003f7797c576';
    const seconds = Buffer.from(native, 'hex').readDoubleLE(13);
    expect(hex(record(scalarEvent({ seconds, tag: 'a/b', value: 0.5, step: 300 })))).toBe(native);
  });
});

describe('openBoardFile', () => {
  it('writes what was given it, after a record of the version', async () => {
    const root = await mkdtemp(join(tmpdir(), 'lab-board-'));
    try {
      const folder = join(root, 'tensorboard');
      const silent = openBoardFile(folder, { now: () => 0 });
      silent.flush();
      expect(await readdir(root)).toEqual([]);
      const file = openBoardFile(folder, { now: () => 7000 });
      for (let step = 1; step <= 201; step++) file.scalar('loss', step, step);
      file.flush();
      file.flush();
      const [name = ''] = await readdir(folder);
      expect(name).toMatch(/^events\.out\.tfevents\.7\.\d+$/);
      const records = split(await readFile(join(folder, name)));
      expect(records).toHaveLength(202);
      expect(records[0]?.subarray(11).toString()).toBe('brain.Event:2');
      expect(hex(records[201] ?? new Uint8Array())).toBe(
        hex(scalarEvent({ seconds: 7, tag: 'loss', value: 201, step: 201 })),
      );
    } finally {
      await rm(root, { recursive: true });
    }
  });
});

/** The messages of a file. */
function split(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    found.push(bytes.subarray(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return found;
}

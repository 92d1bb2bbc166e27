import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SIMD_MODULE } from '../../../../src/kernels/wasm/simd/simdModule.ts';

/** The numbers of the sections of a WebAssembly module. */
function sections(bytes: Uint8Array): number[] {
  const found: number[] = [];
  let at = 8; // magic and version
  while (at < bytes.length) {
    found.push(bytes[at++] ?? 0);
    let size = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      size += (byte & 127) << shift;
      if (byte < 128) break;
    }
    at += size;
  }
  return found;
}

describe('the SIMD module', () => {
  const bytes = Buffer.from(SIMD_MODULE, 'base64');

  it('was built from the C files as they are', () => {
    const script = fileURLToPath(new URL('../../../../kernels/wasm/build.mjs', import.meta.url));
    const { status, stdout } = spawnSync(process.execPath, [script, '--check']);
    expect(String(stdout)).toContain('up to date');
    expect(status).toBe(0);
  });

  it('writes nothing into the memory that it is given: no data and no start function', () => {
    expect([...bytes.subarray(0, 4)]).toEqual([0, 97, 115, 109]);
    const [data, start] = [11, 8];
    expect(sections(bytes)).not.toContain(data);
    expect(sections(bytes)).not.toContain(start);
  });
});

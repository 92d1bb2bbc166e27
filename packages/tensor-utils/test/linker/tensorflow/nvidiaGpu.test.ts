import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasNvidiaDriver, hasNvidiaGpu } from '../../../linker/tensorflow/nvidiaGpu.mjs';
import { temporaryFolder } from '../temporaryFolder.ts';

describe('hasNvidiaGpu', () => {
  const folder = temporaryFolder();
  const program = (lines: string): NodeJS.ProcessEnv => {
    const script = `#!/bin/sh\necho asked > '${folder()}/asked'\n${lines}\n`;
    writeFileSync(join(folder(), 'nvidia-smi'), script, { mode: 0o755 });
    return { PATH: `${folder()}:/bin:/usr/bin` };
  };

  it('is false without the program', async () => {
    expect(await hasNvidiaGpu({ PATH: '/nowhere' })).toBe(false);
  });

  it('asks the program only where there is a driver', async () => {
    const answer = await hasNvidiaGpu(program('echo "GPU 0: NVIDIA H100 (UUID: GPU-1)"'));
    expect(answer).toBe(hasNvidiaDriver());
    expect(existsSync(join(folder(), 'asked'))).toBe(hasNvidiaDriver());
  });

  it.each(['echo "No devices found"', 'echo "GPU 0: NVIDIA H100"; exit 9', 'echo " GPU 0: x"'])(
    'is false when it answers %j',
    async (lines) => {
      expect(await hasNvidiaGpu(program(lines))).toBe(false);
    },
  );
});

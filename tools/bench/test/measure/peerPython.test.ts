import { findPeerPython } from '../../src/measure/peerPython.ts';
import { BenchError } from '../../src/measure/program.ts';

const broken = () => Promise.reject(new BenchError('peer: no such file'));
const noTorch = ({ args }: { args: readonly string[] }) =>
  args.includes('pass') ? Promise.resolve('') : Promise.reject(new BenchError('peer: no torch'));

describe('findPeerPython', () => {
  it('asks python3 for torch unless another Python is named', async () => {
    const asked: string[] = [];
    const run = ({ file }: { file: string }) => Promise.resolve(String(asked.push(file)));
    expect(await findPeerPython(undefined, run)).toEqual({ python: 'python3' });
    expect(await findPeerPython('/py', run)).toEqual({ python: '/py' });
    expect(asked).toEqual(['python3', '/py']);
  });

  it.each([undefined, '/py'])('does without a peer when %p lacks torch', async (named) => {
    expect(await findPeerPython(named, noTorch)).toEqual({ missing: 'peer: no torch' });
  });

  it('does without a peer when there is no python3', async () => {
    expect(await findPeerPython(undefined, broken)).toEqual({ missing: 'peer: no such file' });
  });

  it('passes on what is no failure of a program', async () => {
    const mistake = () => Promise.reject(new TypeError('a mistake'));
    await expect(findPeerPython(undefined, mistake)).rejects.toThrow(TypeError);
  });

  it('refuses a named Python that does not run', async () => {
    await expect(findPeerPython('/py', broken)).rejects.toMatchObject({
      code: 'ERR_BENCH',
      message: '--peer-python /py cannot be used: peer: no such file',
    });
  });
});

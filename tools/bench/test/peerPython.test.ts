import { BenchError } from '../src/benchError.ts';
import { runProgram } from '../src/childProcess.ts';
import { findPeerPython } from '../src/peerPython.ts';

const noTorch = () => Promise.reject(new BenchError('peer: no torch'));

describe('findPeerPython', () => {
  it('asks python3 for torch unless another Python is named', async () => {
    const asked: string[] = [];
    const run = ({ file }: { file: string }) => Promise.resolve(String(asked.push(file)));
    expect(await findPeerPython(undefined, run)).toEqual({ python: 'python3' });
    expect(await findPeerPython('/py', run)).toEqual({ python: '/py' });
    expect(asked).toEqual(['python3', '/py']);
  });

  it('does without a peer when python3 lacks torch', async () => {
    expect(await findPeerPython(undefined, noTorch)).toEqual({ missing: 'peer: no torch' });
  });

  it('refuses a named Python that cannot be used', async () => {
    await expect(findPeerPython('/py', noTorch)).rejects.toMatchObject({
      code: 'ERR_BENCH',
      message: '--peer-python /py cannot be used: peer: no torch',
    });
  });
});

describe('runProgram', () => {
  const node = (code: string) => ({
    name: 'test',
    file: process.execPath,
    args: ['-e', code],
    environment: { BENCH_TEST: 'set' },
  });

  it('gives the output and passes the environment on', async () => {
    expect(await runProgram(node('console.log(process.env.BENCH_TEST)'))).toBe('set\n');
  });

  it('names the exit code and the last line of error output', async () => {
    const code = 'console.error("a\\nb"); process.exit(3)';
    await expect(runProgram(node(code))).rejects.toMatchObject({
      code: 'ERR_BENCH',
      message: `test: ${process.execPath} ended with 3: b`,
    });
  });

  it('names the signal that ended a program', async () => {
    await expect(runProgram(node('process.kill(process.pid, "SIGKILL")'))).rejects.toMatchObject({
      message: `test: ${process.execPath} ended with SIGKILL`,
    });
  });

  it('says when the program cannot be started', async () => {
    const program = { name: 'peer', file: '/no/such/python', args: [], environment: {} };
    await expect(runProgram(program)).rejects.toMatchObject({
      code: 'ERR_BENCH',
      data: {},
      message: expect.stringContaining('peer: cannot start /no/such/python') as string,
    });
  });
});

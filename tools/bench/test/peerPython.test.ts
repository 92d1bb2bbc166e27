import { BenchError } from '../src/benchError.ts';
import { runProgram } from '../src/childProcess.ts';
import { findPeerPython } from '../src/peerPython.ts';

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

  it('names the error above the stack of a Node that failed', async () => {
    await expect(runProgram(node('throw new TypeError("no such thing")'))).rejects.toMatchObject({
      message: `test: ${process.execPath} ended with 1: TypeError: no such thing`,
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

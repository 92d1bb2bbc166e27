import { existsSync } from 'node:fs';
import { ourProgram, peerOptions, peerProgram, runProgram } from '../../src/measure/program.ts';

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

describe('ourProgram', () => {
  const sizes = { threads: 3, batch: 4 };
  const definition = { name: 'our lstm', benchmark: 'rims', which: 'lstm' };

  it('starts this Node with benchmark, program and sizes', () => {
    const { name, file, args, environment } = ourProgram(definition, { sizes });
    expect(name).toBe('our lstm');
    expect(file).toBe(process.execPath);
    const [script = '', ...rest] = args.slice(process.execArgv.length);
    expect(args.slice(0, process.execArgv.length)).toEqual(process.execArgv);
    expect(script).toMatch(/bench\/src\/ours\.ts$/);
    expect(existsSync(script)).toBe(true);
    expect(rest).toEqual(['rims', 'lstm', '{"threads":3,"batch":4}']);
    expect(environment).toEqual({
      TF_CPP_MIN_LOG_LEVEL: '2',
      TF_NUM_INTRAOP_THREADS: '3',
      TF_NUM_INTEROP_THREADS: '1',
      OMP_NUM_THREADS: '3',
    });
  });

  it('passes a backend on that was asked for', () => {
    const { args } = ourProgram(definition, { sizes, backend: 'wasm' });
    expect(args.slice(-2)).toEqual(['{"threads":3,"batch":4}', 'wasm']);
  });
});

describe('peerProgram', () => {
  const definition = { name: 'peer dense', script: 'rims_torch.py', args: ['--form', 'dense'] };

  it('starts the named Python with the script of the benchmark', () => {
    const program = peerProgram(definition, { sizes: { threads: 2 } }, '/py');
    expect(program).toMatchObject({
      name: 'peer dense',
      file: '/py',
      environment: { OMP_NUM_THREADS: '2' },
    });
    const [script = '', ...rest] = program.args;
    expect(script).toMatch(/bench\/peers\/rims_torch\.py$/);
    expect(existsSync(script)).toBe(true);
    expect(rest).toEqual(['--form', 'dense']);
  });

  it('starts another peer when one is named', () => {
    const { args } = peerProgram(definition, { sizes: { threads: 2 }, peer: 'my.py' }, '/py');
    expect(args).toEqual(['my.py', '--form', 'dense']);
  });
});

describe('peerOptions', () => {
  it('writes numbers as options', () => {
    expect(peerOptions({ batch: 32, 'hidden-units': 4 })).toEqual([
      '--batch',
      '32',
      '--hidden-units',
      '4',
    ]);
  });
});

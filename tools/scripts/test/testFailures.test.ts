import { failureText } from '../src/testFailures.mjs';

const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
  fullName,
  status,
  failureMessages,
});

describe('failureText', () => {
  it('names the file and the test of each failure, and nothing that passed', () => {
    const text = failureText(
      [
        { testFilePath: '/home/a/test/one.test.ts', testResults: [test('adds', 'passed')] },
        {
          testFilePath: '/home/a/test/two.test.ts',
          testResults: [
            test('adds', 'passed'),
            test('divides', 'failed', 'Error: by zero'),
            test('waits', 'pending'),
            test('subtracts', 'failed', 'Error: 2', 'Error: 3'),
          ],
        },
      ],
      '/home/a',
    );
    expect(text).toBe(
      'test/two.test.ts: divides\nError: by zero\n\ntest/two.test.ts: subtracts\nError: 2\nError: 3\n\n',
    );
  });

  it('says why a suite could not be loaded', () => {
    const testFilePath = '/home/a/test/one.test.ts';
    const broken = {
      testFilePath,
      testExecError: {},
      failureMessage: 'no such module',
      testResults: [],
    };
    expect(failureText([broken], '/home/a')).toBe('test/one.test.ts\nno such module\n\n');
  });

  it('keeps the first twelve lines of a message', () => {
    const long = Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n');
    const testFilePath = '/home/a/test/one.test.ts';
    const text = failureText(
      [{ testFilePath, testResults: [test('x', 'failed', long)] }],
      '/home/a',
    );
    expect(text).toMatch(/^test\/one\.test\.ts: x\nline 1\n/);
    expect(text).toMatch(/\nline 12\n\n$/);
  });
});

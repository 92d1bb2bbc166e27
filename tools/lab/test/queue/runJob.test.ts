import { jobId, readJob } from '../../src/queue/runJob.ts';

const JOB = {
  format: 1,
  study: 'filters',
  run: '1-seed2',
  record: { recipe: 'a/b', preset: 'quick', seed: 2, config: { filters: 8 } },
  code: '0123456789abcdef',
  typed: ['sweep', 'a/b'],
} as const;

describe('readJob', () => {
  it('reads what a sweep writes', () => {
    expect(readJob(JSON.parse(JSON.stringify(JOB)))).toEqual(JOB);
  });

  it.each([
    ['another form', { ...JOB, format: 2 }, 'has the form 2, this code reads 1'],
    ['no form', { ...JOB, format: undefined }, 'has the form undefined'],
    ['a way out of the store', { ...JOB, study: '../x' }, 'expected a name'],
    ['a way out of the scratch folder', { ...JOB, run: 'a/b' }, 'expected a name'],
    ['a key that it does not know', { ...JOB, code2: 'rm -rf' }, 'code2'],
    ['no record', { ...JOB, record: undefined }, 'record'],
    ['another kind of seed', { ...JOB, record: { ...JOB.record, seed: -1 } }, 'seed'],
    ['no object', 'run me', 'the job is not as it should be'],
    ['nothing', null, 'the job is not as it should be'],
  ])('refuses %s', (_, data, message) => {
    expect(() => readJob(data)).toThrow(expect.objectContaining({ code: 'ERR_JOB' }) as Error);
    expect(() => readJob(data)).toThrow(message);
  });
});

describe('jobId', () => {
  it('is the same for the same run', () => {
    expect(jobId(JOB)).toBe('filters/1-seed2');
  });
});

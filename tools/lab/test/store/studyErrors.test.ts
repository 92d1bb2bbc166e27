import { CausalMechanismsError } from '@causal-mechanisms/tensor-utils';
import {
  JobError,
  QueueError,
  StoreError,
  StudyError,
  WorkerError,
} from '../../src/store/studyErrors.ts';

describe('the errors of studies', () => {
  it.each([
    [QueueError, 'ERR_QUEUE'],
    [StudyError, 'ERR_STUDY'],
    [JobError, 'ERR_JOB'],
    [WorkerError, 'ERR_WORKER'],
    [StoreError, 'ERR_STORE'],
  ])('%p has its code, data and cause', (Kind, code) => {
    const cause = new Error('why');
    const error = new Kind('what', { data: { a: 1 }, cause });
    expect(error).toBeInstanceOf(CausalMechanismsError);
    expect(error).toMatchObject({ name: Kind.name, code, message: 'what', data: { a: 1 }, cause });
  });
});

import {
  endHeadline,
  undoneHeadline,
  verdictHeadline,
} from '../../../../src/recipes/experts-gan/competitors/headlines.ts';
import { madeUp } from './results.ts';

describe('verdictHeadline', () => {
  it('gives the verdict of each competition', () => {
    expect(verdictHeadline([madeUp('identity'), madeUp('random-start', { matched: 0 })])).toBe(
      'Identity: covered, 1 of 2 mechanisms with an expert of their own; random start: covered, 0 of 2 mechanisms with an expert of their own.',
    );
  });
});

describe('undoneHeadline', () => {
  it('names what is undone', () => {
    const mechanism = { accuracy: null, meanSquaredError: 1, trivialError: 1, undone: false };
    const none = madeUp('64-filters', { mechanisms: [{ ...mechanism, name: 'up' }] });
    expect(undoneHeadline([madeUp('32-filters'), none])).toBe(
      '32 filters: 1 of 2 mechanisms undone (inversion); 64 filters: 0 of 1 mechanisms undone.',
    );
  });
});

describe('endHeadline', () => {
  it('says when each competition ended', () => {
    expect(endHeadline([madeUp('until-converged'), madeUp('fixed', { iterations: 2000 })])).toBe(
      'Until converged: 200 iterations, covered; fixed: 2000 iterations (all that there were), covered.',
    );
  });
});

import { fetchRules } from '../../src/gridworld/fetchRules.ts';
import type { FetchOptions } from '../../src/gridworld/fetchRules.ts';
import { failure } from '../testFiles.ts';

describe('fetchRules', () => {
  it('fills in a room of 8 by 8 with two distractors', () => {
    expect(fetchRules({})).toEqual({
      size: 8,
      view: 7,
      mostSteps: 320,
      distractors: 2,
      encoding: 'oneHot',
      targetCodes: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
      distractorCodes: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
    });
    expect(fetchRules({ size: 5 }).mostSteps).toBe(125);
  });

  it('takes as new what has a new kind or a new colour', () => {
    const options: FetchOptions = {
      kinds: ['key'],
      colours: ['red'],
      newKinds: ['ball'],
      newColours: ['grey'],
      from: 'new',
    };
    // Grey key, red ball, grey ball.
    expect(fetchRules(options)).toMatchObject({ targetCodes: [2], distractorCodes: [7, 8, 13] });
    expect(fetchRules({ ...options, newKinds: [] }).distractorCodes).toEqual([7]);
    expect(fetchRules({ ...options, newColours: [] }).distractorCodes).toEqual([8]);
  });

  it('needs no second object without distractors', () => {
    expect(fetchRules({ kinds: ['key'], colours: ['red'], distractors: 0 }).targetCodes).toEqual([
      2,
    ]);
  });

  it.each<[string, FetchOptions]>([
    ['size', { size: 3 }],
    ['size', { size: 65 }],
    ['view', { view: 1 }],
    ['view must be odd', { view: 4 }],
    ['view', { view: 17 }],
    ['mostSteps', { mostSteps: 0 }],
    ['mostSteps', { mostSteps: 65_537 }],
    ['from', { from: 'nowhere' as 'new' }],
    ['encoding', { encoding: 'onehot' as 'oneHot' }],
    ['distractors', { distractors: -1 }],
    ['distractors', { size: 4, distractors: 3 }],
    ['kinds', { kinds: [] }],
    ['kinds', { kinds: ['key', 'key'] }],
    ['kinds\\[0\\]', { kinds: ['keys' as 'key'] }],
    ['colours', { colours: [] }],
    ['newKinds must not be in kinds', { newKinds: ['key'] }],
    ['newColours must not be in colours', { newColours: ['red'] }],
    ['newColours', { colours: ['red'], newColours: ['blue', 'blue'] }],
    ['at least 2 objects', { kinds: ['key'], colours: ['red'] }],
    ['newKinds or newColours', { from: 'new' }],
  ])('refuses %s', (words, options) => {
    const message = words.replace(/ must not be in .*/, '');
    expect(() => fetchRules(options)).toThrow(
      failure('ERR_ARGUMENT', `fetchEnvironment: .*${message}`),
    );
  });
});

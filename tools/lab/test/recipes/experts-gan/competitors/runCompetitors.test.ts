import type { Competition } from '../../../../src/recipes/experts-gan/competition/openCompetition.ts';
import {
  competitionDetails,
  winMatrices,
} from '../../../../src/recipes/experts-gan/competitors/runCompetitors.ts';
import { madeUp } from './results.ts';

describe('winMatrices', () => {
  it('names a matrix after its competition', () => {
    const results = [madeUp('identity'), madeUp('random-start')];
    expect(Object.keys(winMatrices(results))).toEqual(['wins/identity', 'wins/random-start']);
    expect(winMatrices(results)['wins/identity']?.rows).toEqual(['up', 'inversion']);
  });
});

describe('competitionDetails', () => {
  it('are the numbers of images', () => {
    const competition = { probe: { images: { size: 3 } }, whole: { images: { size: 7 } } };
    expect(competitionDetails(competition as Competition)).toEqual({
      probeImages: 3,
      testImages: 7,
    });
  });
});

import { twoHypothesesInWords } from '../../../src/panels/direction/twoHypothesesWords.ts';

type Answer = Parameters<typeof twoHypothesesInWords>[0];

const said = (
  direction: Answer['direction'],
  named: Answer['twoHypotheses']['direction'],
  changed: Answer['changed'],
) =>
  twoHypothesesInWords(
    {
      direction,
      changed,
      twoHypotheses: { direction: named, belief: named === 'A->B' ? 0.8 : 0.001 },
    },
    ['a', 'b'],
  );

describe('twoHypothesesInWords', () => {
  test('says so where both answers are one', () => {
    expect(said('A->B', 'A->B', ['A'])).toMatch(
      /say a → b \(belief 0\.80\)\. Here that is the same answer/,
    );
    expect(said('B->A', 'B->A', ['B'])).toMatch(
      /say b → a \(belief above 0\.99\)\. Here that is the same answer/,
    );
  });

  test('says that what was changed is named only where that was the effect', () => {
    expect(said('A->B', 'B->A', ['B', 'none'])).toMatch(/here that is the effect: trust/);
    expect(said('B->A', 'A->B', ['A'])).toMatch(
      /say a → b \(belief 0\.80\)\..*here that is the effect/,
    );
  });

  test.each([[['A', 'A']], [['A', 'B']], [['none']], [['both']], [['unclear', 'B']]] as const)(
    'calls a contradiction one where %j changed',
    (changed) => {
      const words = said('A->B', 'B->A', changed);
      expect(words).toMatch(/say b → a \(belief above 0\.99\)\. That contradicts the answer above/);
      expect(words).not.toContain('name the column that was changed');
    },
  );

  test('says that an answer is always given where there is none', () => {
    expect(said('undecided', 'B->A', ['none'])).toContain('this is no answer');
    expect(said('independent', 'A->B', ['A'])).toContain('where nothing is between them');
  });
});

import { HeadingSlugger } from '../src/SiteRouter.ts';

describe('HeadingSlugger', () => {
  it.each([
    ['Quick start', 'quick-start'],
    ['Figures & code, once', 'figures--code-once'],
    ['2026-11-29: a warp weighs eight orientations', '2026-11-29-a-warp-weighs-eight-orientations'],
    ['The direction: A -> B', 'the-direction-a---b'],
    ['`--set` and snake_case', '--set-and-snake_case'],
    ['Bernhard Schölkopf', 'bernhard-schölkopf'],
  ])('makes of %j the anchor of GitHub', (heading, anchor) => {
    expect(new HeadingSlugger({ lowercase: true }).slug(heading)).toBe(anchor);
  });

  it('numbers anchors that are taken', () => {
    const slugger = new HeadingSlugger({ lowercase: true });
    const anchors = ['Limits', 'Limits-1', 'Limits', 'Limits'].map((heading) =>
      slugger.slug(heading),
    );
    expect(anchors).toEqual(['limits', 'limits-1', 'limits-2', 'limits-3']);
    expect(slugger.hasAnchor('limits-3')).toBe(true);
    expect(slugger.hasAnchor('Limits')).toBe(false);
    expect(slugger.getSimilarAnchors('limits-of-it')).toEqual(anchors);
  });
});

import { restoreLostUtil } from '../../src/backend/lostUtil.ts';

type Predicate = (value: unknown) => boolean;

/** A Node of a version, and its `util`. */
function nodeOf(version: string, util: Record<string, unknown>) {
  return {
    versions: { node: version },
    getBuiltinModule: (name: string) => (name === 'util' ? util : undefined),
  };
}

describe('restoreLostUtil', () => {
  it('adds what Node 23 has removed, unseen by those who list the module', () => {
    const util: Record<string, unknown> = { inspect: () => '' };
    restoreLostUtil(nodeOf('24.1.0', util));
    const isNullOrUndefined = util['isNullOrUndefined'] as Predicate;
    const isArray = util['isArray'] as Predicate;
    expect([null, undefined, 0, '', false].map(isNullOrUndefined)).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect([[], [1], { length: 0 }, new Float32Array(1), null].map(isArray)).toEqual([
      ...[true, true, false, false, false],
    ]);
    expect(Object.keys(util)).toEqual(['inspect']);
  });

  it('replaces what warns on Node 22', () => {
    const warning = () => {
      throw new Error('deprecated');
    };
    const util: Record<string, unknown> = { isArray: warning, isNullOrUndefined: warning };
    restoreLostUtil(nodeOf('22.12.0', util));
    expect((util['isNullOrUndefined'] as Predicate)(0)).toBe(false);
    expect((util['isArray'] as Predicate)([])).toBe(true);
  });

  it('leaves alone what Node 20 has', () => {
    const own = () => true;
    const util: Record<string, unknown> = { isArray: own, isNullOrUndefined: own };
    restoreLostUtil(nodeOf('20.19.0', util));
    expect(util).toEqual({ isArray: own, isNullOrUndefined: own });
  });

  it('does nothing where there is no Node', () => {
    expect(() => {
      restoreLostUtil(undefined);
      restoreLostUtil({});
    }).not.toThrow();
  });
});

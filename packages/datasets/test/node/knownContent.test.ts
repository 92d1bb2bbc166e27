import { ContentDigest } from '../../src/node/knownContent.ts';

describe('ContentDigest', () => {
  it('knows no set that is not published, and no other content', () => {
    for (const set of ['mnist/train', 'omniglot/evaluation', 'kmnist/train', '']) {
      expect(new ContentDigest().isPublished(set)).toBe(false);
    }
    const some = new ContentDigest();
    some.add(Uint8Array.of(1, 2));
    expect(some.isPublished('mnist/train')).toBe(false);
  });
});

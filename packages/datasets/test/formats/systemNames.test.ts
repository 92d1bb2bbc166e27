import { isSystemName } from '../../src/formats/systemNames.ts';

describe('isSystemName', () => {
  it.each([
    ['.ipynb_checkpoints', true],
    ['._1.png', true],
    ['.DS_Store', true],
    ['__MACOSX', true],
    ['Thumbs.db', true],
    ['desktop.ini', true],
    ['@eaDir', true],
    ['1.png', false],
    ['a.b', false],
    ['_a', false],
    ['macosx', false],
  ])('of %s is %p', (name, expected) => {
    expect(isSystemName(name)).toBe(expected);
  });
});

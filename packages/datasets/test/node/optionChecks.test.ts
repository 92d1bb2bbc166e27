import { checkCrop, checkTextOption, checkTextsOption } from '../../src/node/optionChecks.ts';
import { failure } from '../testFiles.ts';

const refused = (message: string) => failure('ERR_ARGUMENT', message);

it('takes nothing, and texts', () => {
  expect(() => {
    checkTextsOption('f', 'names', undefined);
    checkTextsOption('f', 'names', []);
    checkTextsOption('f', 'names', ['a', '']);
    checkTextOption('f', 'name', undefined);
    checkTextOption('f', 'name', 'a');
  }).not.toThrow();
});

it.each([
  [null, 'f: names must be an array, got null'],
  ['ab', 'f: names must be an array, got "ab"'],
  [['a', 7], 'f: names\\[1\\] must be a text, got 7'],
])('refuses the texts %j', (value, message) => {
  expect(() => {
    checkTextsOption('f', 'names', value as never);
  }).toThrow(refused(message));
});

it('refuses what is no text', () => {
  expect(() => {
    checkTextOption('f', 'name', 7 as never);
  }).toThrow(refused('f: name must be a text, got 7'));
});

const AREA = { left: 1, top: 2, width: 3, height: 4 };

it('takes areas up to the edges', () => {
  expect(() => {
    checkCrop('f', AREA, [6, 4]);
  }).not.toThrow();
});

it.each([
  [null, 'f: crop must be an object'],
  [{ ...AREA, left: -1 }, 'f: crop.left'],
  [{ ...AREA, left: 4, width: 1 }, 'f: crop.left'],
  [{ ...AREA, top: 0.5 }, 'f: crop.top'],
  [{ ...AREA, top: 6, height: 1 }, 'f: crop.top'],
  [{ ...AREA, width: 4 }, 'f: crop.width'],
  [{ ...AREA, width: 0 }, 'f: crop.width'],
  [{ ...AREA, height: 5 }, 'f: crop.height'],
  [{ left: 0, top: 0, width: 1 }, 'f: crop.height'],
])('refuses the area %j', (area, message) => {
  expect(() => {
    checkCrop('f', area as never, [6, 4]);
  }).toThrow(refused(message));
});

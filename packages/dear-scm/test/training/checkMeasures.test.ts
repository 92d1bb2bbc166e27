import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkMeasures } from '../../src/training/checkMeasures.ts';

const at = { iteration: 12, limit: 100 };
const message = (run: () => void) => {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error');
};

it('lets figures pass that are within bounds', () => {
  checkMeasures('trainDear', { encoderLoss: -3, logitReal: 100, logitFake: -100 }, at);
});

it.each([NaN, Infinity, -Infinity])('refuses %d as any figure, and says when', (value) => {
  const run = () => {
    checkMeasures('trainDear', { encoderLoss: value }, { iteration: 12, limit: null });
  };
  expect(thrownCode(run)).toBe('ERR_VALUES');
  expect(message(run)).toContain(`encoderLoss became ${value} at iteration 12`);
});

it.each([
  ['logitReal', 100.5],
  ['logitFake', -100.5],
])('refuses mean logits beyond the limit, on both sides: %s', (name, value) => {
  const run = () => {
    checkMeasures('trainDear', { [name]: value }, at);
  };
  expect(thrownCode(run)).toBe('ERR_VALUES');
  expect(message(run)).toContain('left [-100, 100] at iteration 12');
  checkMeasures('trainDear', { [name]: value }, { iteration: 12, limit: null });
});

import { thrownCode } from '@causal-mechanisms/test-utils';
import { checkForm } from '../../src/cores/coreForm.ts';

it('takes the fast form where nothing is said', () => {
  expect(checkForm('core', {})).toBe('fast');
  expect(checkForm('core', { form: 'plain' })).toBe('plain');
});

it('refuses other forms and what is no options', () => {
  expect(() => checkForm('core', { form: 'plan' as never })).toThrow(
    'core: form must be fast or plain, got "plan", did you mean "plain"?',
  );
  expect(thrownCode(() => checkForm('core', 7 as never))).toBe('ERR_ARGUMENT');
});

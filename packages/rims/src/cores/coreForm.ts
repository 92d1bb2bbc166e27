import { checkOptions, checkText } from '@causal-mechanisms/tensor-utils';

/** Options of the cores that have two forms. */
export interface CoreFormOptions {
  /**
   * `fast`: the whole sequence as one op with a gradient by hand, natively where the backend can. `plain`: op by op, which `fast` falls
   * back to elsewhere. Both give the same numbers up to rounding. Default: fast.
   */
  readonly form?: 'fast' | 'plain';
}

/**
 * @param owner - Opens the message.
 * @param options - What the caller gave.
 * @returns The form.
 * @throws ArgumentError when there is no such form.
 */
export function checkForm(
  owner: string,
  options: CoreFormOptions,
): NonNullable<CoreFormOptions['form']> {
  const { form = 'fast' } = checkOptions(owner, options);
  checkText(owner, 'form', form, ['fast', 'plain']);
  return form;
}

import {
  ArgumentError,
  checkOptions,
  checkText,
  parseConfig,
} from '@causal-mechanisms/tensor-utils';
import * as z from 'zod/mini';
import { checkReal } from './checkReal.ts';

/** Settings of {@link createScalarOptimiser}. */
export interface ScalarOptimiserOptions {
  /** The rule. Default: `'rmsprop'`, as the authors use for the belief of two variables. */
  readonly kind?: 'rmsprop' | 'adam' | 'sgd';
  /** Step size, above 0. Default: 0.01. */
  readonly learningRate?: number;
  /** Decay of RMSprop's mean of squares, in [0, 1). Default: 0.99. */
  readonly decay?: number;
  /** Decay of Adam's first moment, in [0, 1). Default: 0.9. */
  readonly beta1?: number;
  /** Decay of Adam's second moment, in [0, 1). Default: 0.999. */
  readonly beta2?: number;
  /** Added to the root, above 0. Default: 1e-8. */
  readonly epsilon?: number;
}

/** What a {@link ScalarOptimiser} remembers: plain JSON. */
export type ScalarOptimiserState = z.infer<typeof schema>;

const schema = z.strictObject({
  /** Updates done. */
  steps: z.int().check(z.minimum(0)),
  /** Adam's mean of gradients. */
  first: z.number(),
  /** The mean of squared gradients. */
  second: z.number().check(z.minimum(0)),
});

/** The zod schema of {@link ScalarOptimiserState}, for checkpoints that contain it. */
export const scalarOptimiserStateSchema: typeof schema = schema;

/** The optimiser of one number. */
export interface ScalarOptimiser {
  /**
   * @param value - The number.
   * @param gradient - Of what is to become small, by the number.
   * @returns The number after one update.
   */
  update(value: number, gradient: number): number;
  /** @returns What it remembers. */
  state(): ScalarOptimiserState;
  /**
   * Goes on where another one stopped.
   *
   * @param state - What `state` gave.
   * @throws ArgumentError when it is no such state; nothing is changed then.
   */
  restore(state: ScalarOptimiserState): void;
  /** Forgets everything, as before the first update. */
  reset(): void;
}

/**
 * An optimiser of one number, in double precision and without tensors.
 *
 * RMSprop and Adam are those of PyTorch: epsilon is added outside the root, RMSprop has no momentum, starts at 0 and is
 * not corrected for it, so that its first step has the length `learningRate / sqrt(1 - decay)` whatever the gradient.
 *
 * @param options - Rule and settings.
 * @returns The optimiser.
 * @throws ArgumentError when a setting is out of its range.
 *
 * @example
 * ```ts
 * import { createScalarOptimiser } from '@causal-mechanisms/meta-transfer';
 *
 * const optimiser = createScalarOptimiser({ kind: 'rmsprop', learningRate: 0.01 });
 * console.log(optimiser.update(0, -0.2).toFixed(4)); // 0.1000
 * ```
 */
export function createScalarOptimiser(options: ScalarOptimiserOptions = {}): ScalarOptimiser {
  const { kind, learningRate, decay, beta1, beta2, epsilon } = resolved(options);
  let steps = 0;
  let first = 0;
  let second = 0;
  const step = {
    sgd: (gradient: number) => learningRate * gradient,
    rmsprop: (gradient: number) => {
      second = decay * second + (1 - decay) * gradient * gradient;
      return (learningRate * gradient) / (Math.sqrt(second) + epsilon);
    },
    adam: (gradient: number) => {
      first = beta1 * first + (1 - beta1) * gradient;
      second = beta2 * second + (1 - beta2) * gradient * gradient;
      const root = Math.sqrt(second / (1 - beta2 ** steps));
      return (learningRate * (first / (1 - beta1 ** steps))) / (root + epsilon);
    },
  }[kind];
  return {
    update(value, gradient) {
      checkReal('ScalarOptimiser.update', 'value', value);
      checkReal('ScalarOptimiser.update', 'gradient', gradient);
      steps += 1;
      return value - step(gradient);
    },
    state: () => ({ steps, first, second }),
    restore(state) {
      try {
        ({ steps, first, second } = parseConfig('ScalarOptimiser state', schema, state));
      } catch (cause) {
        throw new ArgumentError(
          'ScalarOptimiser.restore: state must be what state() gave, with finite steps, first and second',
          { cause },
        );
      }
    },
    reset() {
      steps = first = second = 0;
    },
  };
}

function resolved(options: ScalarOptimiserOptions): Required<ScalarOptimiserOptions> {
  const { kind = 'rmsprop', learningRate = 0.01 } = checkOptions('createScalarOptimiser', options);
  const { decay = 0.99, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  const all = { kind, learningRate, decay, beta1, beta2, epsilon };
  const refuse = (name: keyof ScalarOptimiserOptions, expected: string) => {
    throw new ArgumentError(
      `createScalarOptimiser: ${name} must be ${expected}, got ${String(all[name])}`,
      { data: { name, value: all[name] } },
    );
  };
  checkText('createScalarOptimiser', 'kind', kind, ['rmsprop', 'adam', 'sgd']);
  for (const name of ['learningRate', 'epsilon'] as const) {
    if (!(all[name] > 0 && all[name] < Infinity)) refuse(name, 'finite and above 0');
  }
  for (const name of ['decay', 'beta1', 'beta2'] as const) {
    if (!(Number.isFinite(all[name]) && all[name] >= 0 && all[name] < 1)) refuse(name, 'in [0, 1)');
  }
  return all;
}

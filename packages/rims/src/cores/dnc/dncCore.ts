import * as tf from '@tensorflow/tfjs';
import { checkForm } from '../coreForm.ts';
import type { CoreFormOptions } from '../coreForm.ts';
import type { SequenceCore } from '../sequenceCore.ts';
import { contentWeights } from '../shared/contentWeights.ts';
import { allocationWeights, slotOrder } from './dncAllocation.ts';
import { resolveDncConfig } from './dncConfig.ts';
import type { DncConfig, DncConfigInput } from './dncConfig.ts';
import { interfaceWidths, readInterface } from './dncInterface.ts';
import type { DncInterface } from './dncInterface.ts';
import { nextLinks, nextPrecedence, offDiagonal } from './dncLinks.ts';
import { nextUsage } from './dncUsage.ts';
import { dncReadWeights, dncWriteWeights } from './dncWeights.ts';
import { memoryCore } from '../shared/memoryCore.ts';
import type { MemoryUnit } from '../shared/memoryCore.ts';
import { readSlots, writeSlots } from '../shared/slotMemory.ts';

/** What goes from step to step. */
type DncRunning = {
  /** A column per slot `[batch, slotWidth, slots]`. */
  readonly memory: tf.Tensor3D;
  /** How far each slot is in use `[batch, 1, slots]`. */
  readonly usage: tf.Tensor3D;
  /** How far each slot was the last one written `[batch, 1, slots]`. */
  readonly precedence: tf.Tensor3D;
  /** Which slot was written after which `[batch, slots, slots]`. */
  readonly links: tf.Tensor3D;
  /** Where the heads read `[batch, readHeads, slots]`. */
  readonly readWeights: tf.Tensor3D;
  /** Where the head wrote `[batch, 1, slots]`. */
  readonly writeWeights: tf.Tensor3D;
  /** What `slotOrder` gives. */
  readonly order: tf.Tensor2D;
  /** What `offDiagonal` gives. */
  readonly mask: tf.Tensor2D;
};

/**
 * A Differentiable Neural Computer (Graves et al., 2016) with an LSTM controller and one write head.
 *
 * It writes where the content is or where there is room, `w = g_w (g_a a + (1 - g_a) c)`, keeps in a matrix of links
 * which slot was written after which, and reads backwards, by content or forwards along the links,
 * `w_r = pi_1 L' w_r + pi_2 c_r + pi_3 L w_r`. Strengths are softplus. The gradient goes through all parts of the usage;
 * only the order of allocation counts as constant. State: `hidden`, `cell`, `reads`, `memory [batch, slotWidth, slots]`,
 * `usage`, `precedence` and `writeWeights [batch, 1, slots]`, `links [batch, slots, slots]`, `readWeights [batch,
 * readHeads, slots]`; all start at zero. Nothing is clipped: hidden states lie in (-1, 1) by themselves.
 *
 * @param input - The input width and any other part of {@link DncConfig}.
 * @param options - Which of the two forms computes it.
 * @returns The core; its outputs are the hidden state and what was read, side by side.
 * @throws ConfigError when a key is unknown or a value impossible; ArgumentError when there is no such form.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 * import { dncCore } from '@causal-mechanisms/rims';
 *
 * await useBackend();
 * const core = dncCore({ inputWidth: 3, controllerUnits: 8, slots: 6, slotWidth: 4, readHeads: 2 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const { outputs, state } = core.run(parameters, tf.ones<tf.Rank.R3>([5, 2, 3]));
 * console.log(outputs.shape, state.links?.shape); // [ 5, 2, 16 ] [ 2, 6, 6 ]
 * ```
 */
export function dncCore(input: DncConfigInput, options: CoreFormOptions = {}): SequenceCore {
  const config = resolveDncConfig(input);
  const { slots, slotWidth, readHeads } = config;
  return memoryCore({
    kind: 'dnc',
    config: { ...config },
    unit: dncMemory(config),
    memorySizes: [slots, slotWidth, readHeads],
    form: checkForm('dncCore', options),
  });
}

function dncMemory(config: DncConfig): MemoryUnit<DncRunning> {
  const { slots, slotWidth, readHeads } = config;
  const stateShapes = {
    memory: [slotWidth, slots],
    usage: [1, slots],
    precedence: [1, slots],
    links: [slots, slots],
    readWeights: [readHeads, slots],
    writeWeights: [1, slots],
  };
  return {
    interfaceWidth: interfaceWidths(config).reduce((sum, width) => sum + width),
    readWidth: readHeads * slotWidth,
    stateShapes,
    empty: (batch) =>
      Object.fromEntries(
        Object.entries(stateShapes).map(([name, shape]) => [name, tf.zeros([batch, ...shape])]),
      ),
    start: (state) => ({
      ...(state as unknown as DncRunning),
      order: slotOrder(slots),
      mask: offDiagonal(slots),
    }),
    step(told, before) {
      const { reading, writing } = readInterface(told, config);
      const written = write(writing, reading.free, before);
      const content = contentWeights(reading.keys, reading.strengths, written.memory);
      const readWeights = dncReadWeights(before.readWeights, written.links, content, reading.modes);
      return {
        reads: readSlots(written.memory, readWeights),
        running: { ...written, readWeights },
      };
    },
  };
}

/** Everything of a step that comes before the reading. */
function write(
  { key, strength, gates, erase, add }: DncInterface['writing'],
  free: tf.Tensor3D,
  before: DncRunning,
): DncRunning {
  const usage = nextUsage(before.usage, before.writeWeights, before.readWeights, free);
  const room = allocationWeights(usage, before.order);
  const content = contentWeights(key, strength, before.memory);
  const writeWeights = dncWriteWeights(room, content, gates);
  return {
    ...before,
    memory: writeSlots(before.memory, writeWeights, erase, add),
    usage,
    writeWeights,
    links: nextLinks(before.links, before.precedence, writeWeights, before.mask),
    precedence: nextPrecedence(before.precedence, writeWeights),
  };
}

import * as tf from '@tensorflow/tfjs';
import { splitInto } from '@causal-mechanisms/tensor-utils';
import { checkForm } from '../coreForm.ts';
import type { CoreFormOptions } from '../coreForm.ts';
import type { SequenceCore } from '../sequenceCore.ts';
import { contentWeights } from '../shared/contentWeights.ts';
import { memoryCore } from '../shared/memoryCore.ts';
import type { MemoryUnit } from '../shared/memoryCore.ts';
import { shiftSources } from './ntmAddressing.ts';
import { resolveNtmConfig } from './ntmConfig.ts';
import type { NtmConfig, NtmConfigInput } from './ntmConfig.ts';
import { ntmWeights } from './ntmWeights.ts';
import { readSlots, writeSlots } from '../shared/slotMemory.ts';

/** What every entry of an empty memory holds: a constant trains far more stably than noise. */
const EMPTY = 1e-6;

/** What goes from step to step. */
type NtmRunning = {
  /** A column per slot `[batch, slotWidth, slots]`. */
  readonly memory: tf.Tensor3D;
  /** Where the heads are, those that read first `[batch, heads, slots]`. */
  readonly weights: tf.Tensor3D;
  /** What `shiftSources` gives. */
  readonly sources: tf.Tensor2D;
};

/**
 * A Neural Turing Machine (Graves et al., 2014) with an LSTM controller.
 *
 * Each head finds its place by content, `softmax_i(beta cos(key, M_i))`, mixes it with its last place, shifts it by -1,
 * 0 or 1 on the ring of slots, and sharpens it. All heads look for their places in, and read from, the memory as it was
 * before this step's writing. A new memory is constant; all heads start at its first slot, as equal weights on equal
 * slots would stay equal for ever. State: `hidden`, `cell`, `reads`, `memory [batch, slotWidth, slots]` and
 * `weights [batch, readHeads + writeHeads, slots]`.
 *
 * @param input - The input width and any other part of {@link NtmConfig}.
 * @param options - Which of the two forms computes it.
 * @returns The core; its outputs are the hidden state and what was read, side by side.
 * @throws ConfigError when a key is unknown or a value impossible; ArgumentError when there is no such form.
 *
 * @example
 * ```ts
 * import * as tf from '@tensorflow/tfjs';
 * import { RandomStream, useBackend } from '@causal-mechanisms/tensor-utils';
 * import { ntmCore } from '@causal-mechanisms/rims';
 *
 * await useBackend();
 * const core = ntmCore({ inputWidth: 3, controllerUnits: 8, slots: 16, slotWidth: 4 });
 * const values = core.initialValues(new RandomStream(1));
 * const parameters = core.layout.specs.map(({ shape }, i) => tf.tensor(values[i] ?? [], [...shape]));
 * const { outputs, state } = core.run(parameters, tf.ones<tf.Rank.R3>([5, 2, 3]));
 * console.log(outputs.shape, state.memory?.shape); // [ 5, 2, 12 ] [ 2, 4, 16 ]
 * ```
 */
export function ntmCore(input: NtmConfigInput, options: CoreFormOptions = {}): SequenceCore {
  const config = resolveNtmConfig(input);
  const { slots, slotWidth, readHeads, writeHeads } = config;
  return memoryCore({
    kind: 'ntm',
    config: { ...config },
    unit: ntmMemory(config),
    memorySizes: [slots, slotWidth, readHeads, writeHeads],
    form: checkForm('ntmCore', options),
  });
}

/** The interface: per head key, strength, gate, sharpness, three shifts; then per write head erase and add. */
function ntmMemory({ slots, slotWidth, readHeads, writeHeads }: NtmConfig): MemoryUnit<NtmRunning> {
  const heads = readHeads + writeHeads;
  const headWidth = slotWidth + 6;
  const widths: readonly [number, number] = [heads * headWidth, writeHeads * 2 * slotWidth];
  return {
    interfaceWidth: heads * headWidth + writeHeads * 2 * slotWidth,
    readWidth: readHeads * slotWidth,
    stateShapes: { memory: [slotWidth, slots], weights: [heads, slots] },
    empty: (batch) => ({
      memory: tf.fill([batch, slotWidth, slots], EMPTY),
      weights: tf.tidy(() => {
        const first = tf.oneHot(tf.scalar(0, 'int32'), slots).cast('float32');
        return first.reshape([1, 1, slots]).tile([batch, heads, 1]);
      }),
    }),
    start: ({ memory, weights }) => ({
      memory: memory as tf.Tensor3D,
      weights: weights as tf.Tensor3D,
      sources: shiftSources(slots),
    }),
    step(told, { memory, weights, sources }) {
      const [finding, writing] = splitInto(told, widths, 1);
      const next = findPlaces(finding.reshape([-1, heads, headWidth]), {
        memory,
        weights,
        sources,
      });
      const [readWeights, writeWeights] = splitInto(next, [readHeads, writeHeads], 1);
      const [erase, add] = splitInto(
        writing.reshape<tf.Tensor3D>([-1, writeHeads, 2 * slotWidth]),
        2,
        2,
      );
      return {
        reads: readSlots(memory, readWeights),
        running: {
          memory: writeSlots(memory, writeWeights, erase.sigmoid(), add),
          weights: next,
          sources,
        },
      };
    },
  };
}

/** Where the heads go `[batch, heads, slots]`. */
function findPlaces(told: tf.Tensor3D, { memory, weights, sources }: NtmRunning): tf.Tensor3D {
  const [keys, strength, gate, sharpness, shift] = splitInto(
    told,
    [memory.shape[1], 1, 1, 1, 3],
    2,
  );
  const content = contentWeights(keys, strength.softplus(), memory);
  const move = {
    gate: gate.sigmoid<tf.Tensor3D>(),
    shift: shift.softmax<tf.Tensor3D>(),
    gamma: sharpness.softplus().add<tf.Tensor3D>(1),
  };
  return ntmWeights(content, weights, move, sources);
}

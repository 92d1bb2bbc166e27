import { RandomStream } from '@causal-mechanisms/tensor-utils';
import { moduleSequence, moduleSequenceGradient } from '@causal-mechanisms/tensor-utils/kernels';
import type { ModuleSequenceInputs } from '@causal-mechanisms/tensor-utils/kernels';
import * as tf from '@tensorflow/tfjs';
import {
  byKernels,
  cases,
  ofSequence,
  plain,
  problemOf,
  settingsOf,
  tensorsOf,
} from './sequenceCases.ts';
import { at, referenceRun } from './sequenceReference.ts';
import { useNativeKernels } from './native/useNativeKernels.ts';

const isBuilt = await useNativeKernels();

(isBuilt ? describe : describe.skip)('moduleSequenceGradient', () => {
  it.each(cases)('has the gradients of %s', async (_, c) => {
    const problem = problemOf(c);
    const found = await byKernels(c, problem);
    const told = c.gated ? 2 * c.d : c.d;
    const kinds: [nudged: string, output: string, size: number][] = [
      ['pre', 'pre', 4 * c.d],
      ['hidden', 'hiddenGradient', c.d],
      ['cell', 'cellGradient', c.d],
      ...(c.attends ? [['score', 'score', 1] as [string, string, number]] : []),
      ...(c.communicates
        ? ([
            ['projected', 'projected', c.heads * (2 * c.key + c.value)],
            ['told', 'told', told],
          ] as [string, string, number][])
        : []),
    ];
    const stream = new RandomStream(23);
    for (const [name, output, size] of kinds) {
      const gradient = found[output] ?? new Float32Array(0);
      const direction = stream.normals(gradient.length);
      const step = 1e-4 / Math.sqrt(gradient.length / c.batch);
      const nudge = (by: number) => ({ [name]: Float64Array.from(direction, (x) => x * by) });
      for (let b = 0; b < c.batch; b++) {
        const { source } = referenceRun(c, problem, b);
        const [up, down] = [step, -step].map(
          (by) => referenceRun(c, problem, b, nudge(by), source).loss,
        ) as [number, number];
        const own = ofSequence(gradient, c.batch, size, b);
        const along = ofSequence(direction, c.batch, size, b);
        const slope = own.reduce((total, x, i) => total + x * at(along, i), 0);
        const scale = Math.hypot(...own) * Math.hypot(...along);
        expect(Math.abs(slope - (up - down) / (2 * step))).toBeLessThan(1e-5 + 1e-5 * scale);
      }
    }
  });

  it('takes the gradient of the last cells for zero where there is none', async () => {
    const problem = problemOf(plain);
    const zero = await byKernels(plain, {
      ...problem,
      toCell: new Float32Array(plain.k * plain.batch * plain.d),
    });
    const tensors = tensorsOf(plain, problem);
    const inputs = tensors as unknown as ModuleSequenceInputs;
    const { kept, ...states } = moduleSequence(inputs, settingsOf(plain));
    if (kept === undefined) throw new Error('nothing was kept');
    const hidden = tensors['toHidden'] as tf.Tensor4D;
    const gradient = moduleSequenceGradient(
      { inputs, active: states.active, kept, hidden },
      settingsOf(plain),
    );
    expect([...(await gradient.pre.data())]).toEqual([...(zero['pre'] ?? [])]);
    tf.dispose([tensors, { ...states }, { ...kept }, { ...gradient }]);
  });
});

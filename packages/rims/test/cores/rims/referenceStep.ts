import type { RimsConfig } from '../../../src/cores/rims/rimsConfig.ts';

/** Parameters by name as they lie in memory. */
type PlainParameters = Readonly<Record<string, ArrayLike<number>>>;

/** What one step of one sequence comes to. */
interface ReferenceStep {
  readonly hidden: readonly number[];
  readonly cell: readonly number[];
  readonly active: readonly number[];
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const dot = (a: readonly number[], b: readonly number[]): number =>
  sum(a.map((value, i) => value * (b[i] ?? NaN)));
const softmax = (scores: readonly number[]): number[] => {
  const powers = scores.map((score) => Math.exp(score));
  return powers.map((power) => power / sum(powers));
};

/** `x` times the matrix of module `k` in a stack of matrices with `x.length` rows. */
function times(x: readonly number[], stack: ArrayLike<number>, columns: number, k = 0): number[] {
  const start = k * x.length * columns;
  return range(columns).map((j) =>
    sum(x.map((v, i) => v * (stack[start + i * columns + j] ?? NaN))),
  );
}

/**
 * One step for one sequence of one element per step, written down number by number from the equations: one input head, LSTM
 * dynamics. With one element, the softmax over the element and the null row is a sigmoid.
 */
export function referenceStep(
  config: RimsConfig,
  parameters: PlainParameters,
  x: readonly number[],
  state: { readonly hidden: readonly number[]; readonly cell: readonly number[] },
): ReferenceStep {
  const of = (name: string): ArrayLike<number> => parameters[name] ?? [];
  const { modules, activeModules, inputKeyWidth, inputValueWidth } = config;
  const d = config.units / modules;
  const each = <T>(make: (k: number) => T): T[] => range(modules).map(make);
  const own = (values: readonly number[], k: number) => values.slice(k * d, (k + 1) * d);

  const key = times(x, of('inputKey'), inputKeyWidth);
  const value = times(x, of('inputValue'), inputValueWidth);
  const scores = each(
    (k) =>
      dot(times(own(state.hidden, k), of('inputQuery'), inputKeyWidth, k), key) /
      Math.sqrt(inputKeyWidth),
  );
  const order = each((k) => k).sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const active = each((k) => (order.indexOf(k) < activeModules ? 1 : 0));

  const candidates = each((k) => {
    const read = value.map((v) => sigmoid(scores[k] ?? NaN) * v);
    const fromInput = times(read, of('inputKernel'), 4 * d, k);
    const fromState = times(own(state.hidden, k), of('recurrentKernel'), 4 * d, k);
    const pre = fromInput.map(
      (v, j) => v + (fromState[j] ?? NaN) + (of('bias')[k * 4 * d + j] ?? NaN),
    );
    const [i, f, o, g] = [0, 1, 2, 3].map((gate) => own(pre, gate)) as [
      number[],
      number[],
      number[],
      number[],
    ];
    const cell = own(state.cell, k).map(
      (c, j) => sigmoid(f[j] ?? NaN) * c + sigmoid(i[j] ?? NaN) * Math.tanh(g[j] ?? NaN),
    );
    return { cell, hidden: cell.map((c, j) => sigmoid(o[j] ?? NaN) * Math.tanh(c)) };
  });

  const seen = candidates.map(({ hidden }, k) =>
    config.communicationSource === 'held' && active[k] === 0 ? own(state.hidden, k) : hidden,
  );
  const told = config.communication ? communicate(config, parameters, seen) : undefined;
  const moved = candidates.map(({ hidden }, k) => hidden.map((h, j) => h + (told?.[k]?.[j] ?? 0)));
  const choose = (next: readonly number[], old: readonly number[], k: number) =>
    active[k] === 1 ? next : own(old, k);
  return {
    hidden: moved.flatMap((h, k) => choose(h, state.hidden, k)),
    cell: candidates.flatMap(({ cell }, k) => choose(cell, state.cell, k)),
    active,
  };
}

/** What each module adds to its state. */
function communicate(
  config: RimsConfig,
  parameters: PlainParameters,
  seen: readonly (readonly number[])[],
): number[][] {
  const {
    communicationHeads: heads,
    communicationKeyWidth: key,
    communicationValueWidth: value,
  } = config;
  const d = config.units / config.modules;
  const width = heads * (2 * key + value);
  const projected = seen.map((h, k) => times(h, parameters['communication'] ?? [], width, k));
  const part = (k: number, start: number, size: number, head: number): number[] =>
    (projected[k] ?? []).slice(start + head * size, start + (head + 1) * size);
  return seen.map((_, k) => {
    const merged = range(heads).flatMap((head) => {
      const query = part(k, 0, key, head);
      const shares = softmax(
        seen.map((__, other) => dot(query, part(other, heads * key, key, head)) / Math.sqrt(key)),
      );
      return range(value).map((j) =>
        sum(
          shares.map(
            (share, other) => share * (part(other, 2 * heads * key, value, head)[j] ?? NaN),
          ),
        ),
      );
    });
    const gated = config.communicationOutput === 'gated';
    const told = times(merged, parameters['readKernel'] ?? [], gated ? 2 * d : d).map(
      (v, j) => v + (parameters['readBias']?.[j] ?? NaN),
    );
    if (!gated) return told;
    return range(d).map((j) => sigmoid(told[d + j] ?? NaN) * Math.tanh(told[j] ?? NaN));
  });
}

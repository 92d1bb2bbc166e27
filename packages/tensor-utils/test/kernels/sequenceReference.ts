/** A problem for the sequence kernels. */
export interface SequenceCase {
  readonly k: number;
  readonly d: number;
  readonly steps: number;
  readonly batch: number;
  /** Rows of the table. */
  readonly entries: number;
  readonly active: number;
  readonly attends: boolean;
  readonly communicates: boolean;
  readonly gated: boolean;
  readonly held: boolean;
  readonly blocked: boolean;
  readonly masked: boolean;
  readonly heads: number;
  readonly key: number;
  readonly value: number;
}

/** Values by the names that the kernels know them by. */
export type Values = Readonly<Record<string, ArrayLike<number>>>;

/** What one sequence comes to, by output; entries [modules, steps, ..]. */
export interface ReferenceRun {
  readonly hidden: number[][][];
  readonly cell: number[][];
  readonly active: number[][];
  readonly attention: number[][];
  readonly source: number[][][];
  readonly read: number[][][];
  readonly loss: number;
}

/** An entry that is there. */
export function at(values: ArrayLike<number> | undefined, i: number): number {
  return values?.[i] ?? NaN;
}

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);
const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/**
 * The definition, in double precision, for sequence b. `nudge` is added to what the gradients are for; `frozen` are the sources
 * of an earlier run, which a blocked gradient does not pass.
 */
export function referenceRun(
  c: SequenceCase,
  p: Values,
  b: number,
  nudge: Values = {},
  frozen?: number[][][],
): ReferenceRun {
  const { k, d, steps, batch, entries, heads, key, value } = c;
  const modules = range(k);
  const width = heads * (2 * key + value);
  const told = c.gated ? 2 * d : d;
  const extra = (name: string, i: number): number => nudge[name]?.[i] ?? 0;
  const first = (name: string) =>
    modules.map((m) => {
      const places = range(d).map((u) => (m * batch + b) * d + u);
      return places.map((i) => at(p[name], i) + extra(name, i));
    });
  let h = first('hidden');
  let cell = first('cell');
  const run = [[], [], [], [], []] as unknown as [
    number[][][],
    number[][],
    number[][],
    number[][][],
    number[][][],
  ];
  let loss = 0;
  for (let t = 0; t < steps; t++) {
    const row = at(p['rows'], t * batch + b);
    const place = (m: number) => (m * steps + t) * batch + b;
    const scores = modules.map((m) => {
      if (!c.attends) return 0;
      const own = sum(
        range(d).map((u) => at(h[m], u) * at(p['lookUp'], (m * entries + row) * d + u)),
      );
      return own + extra('score', place(m));
    });
    const order = [...modules].sort((m, n) => at(scores, n) - at(scores, m));
    const active = modules.map((m) => (order.indexOf(m) < c.active ? 1 : 0));
    const a = scores.map((score) => (c.attends ? sigmoid(score) : 1));
    const before = { h, cell };
    const moved = modules.map((m) => {
      const pre = range(4 * d).map((g) => {
        const driven = at(a, m) * at(p['driven'], (m * entries + row) * 4 * d + g);
        const state = range(d).map(
          (u) => at(before.h[m], u) * at(p['recurrentKernel'], (m * d + u) * 4 * d + g),
        );
        return (
          driven + sum(state) + at(p['bias'], m * 4 * d + g) + extra('pre', place(m) * 4 * d + g)
        );
      });
      const next = range(d).map((u) => {
        const [i, f] = [sigmoid(at(pre, u)), sigmoid(at(pre, d + u))];
        return f * at(before.cell[m], u) + i * Math.tanh(at(pre, 3 * d + u));
      });
      return { next, h: next.map((x, u) => sigmoid(at(pre, 2 * d + u)) * Math.tanh(x)) };
    });
    const source = modules.map((m) => {
      if (c.blocked && frozen !== undefined && active[m] === 0) return frozen[m]?.[t] ?? [];
      return (c.held && active[m] === 0 ? before.h[m] : moved[m]?.h) ?? [];
    });
    const projected = modules.map((m) =>
      range(c.communicates ? width : 0).map((w) => {
        const own = range(d).map(
          (u) => at(source[m], u) * at(p['communication'], (m * d + u) * width + w),
        );
        return sum(own) + extra('projected', place(m) * width + w);
      }),
    );
    const read = modules.map((m) =>
      range(c.communicates ? heads * value : 0).map((place_) => {
        const head = Math.floor(place_ / value);
        const logits = modules.map(
          (n) =>
            sum(
              range(key).map(
                (e) =>
                  at(projected[m], head * key + e) * at(projected[n], (heads + head) * key + e),
              ),
            ) / Math.sqrt(key),
        );
        const total = sum(logits.map(Math.exp));
        return sum(
          modules.map(
            (n) => (Math.exp(at(logits, n)) / total) * at(projected[n], 2 * heads * key + place_),
          ),
        );
      }),
    );
    const candidate = modules.map((m) =>
      range(d).map((u) => {
        const own = at(moved[m]?.h, u);
        if (!c.communicates) return own;
        const heard = (r: number): number =>
          sum(range(heads * value).map((v) => at(read[m], v) * at(p['readKernel'], v * told + r))) +
          at(p['readBias'], r) +
          extra('told', place(m) * told + r);
        const mask = c.masked ? at(p['readMask'], ((t * k + m) * batch + b) * d + u) : 1;
        const content = mask * heard(u);
        return own + (c.gated ? sigmoid(heard(d + u)) * Math.tanh(content) : content);
      }),
    );
    h = modules.map((m) => (active[m] === 1 ? candidate[m] : before.h[m]) ?? []);
    cell = modules.map((m) => (active[m] === 1 ? moved[m]?.next : before.cell[m]) ?? []);
    for (const m of modules) {
      (run[0][m] ??= [])[t] = h[m] ?? [];
      (run[1][m] ??= [])[t] = at(active, m);
      (run[2][m] ??= [])[t] = at(a, m);
      (run[3][m] ??= [])[t] = source[m] ?? [];
      (run[4][m] ??= [])[t] = read[m] ?? [];
      loss += sum(range(d).map((u) => at(h[m], u) * at(p['toHidden'], place(m) * d + u)));
    }
  }
  for (const m of modules) {
    loss += sum(range(d).map((u) => at(cell[m], u) * at(p['toCell'], (m * batch + b) * d + u)));
  }
  const [hidden, active, attention, source, read] = run;
  return { hidden, cell, active, attention, source, read, loss };
}

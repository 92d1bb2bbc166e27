/**
 * Round numbers that divide an axis.
 *
 * @param least - Where the axis begins.
 * @param most - Where it ends.
 * @param about - How many steps there should be.
 * @returns Multiples of 1, 2 or 5 times a power of ten from `least` to `most`, ascending.
 */
export function ticks(least: number, most: number, about = 4): number[] {
  const span = most - least;
  if (!(span > 0) || !Number.isFinite(span)) return [least];
  const rough = span / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((by) => by * power).find((by) => by >= rough * 0.999) ?? rough;
  const first = Math.ceil(least / step - 1e-9);
  const last = Math.floor(most / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    // 3 * 0.1 is not 0.3 to the last bit.
    return Number(value.toPrecision(12));
  });
}

/**
 * @param values - Numbers; what is not finite does not count.
 * @param margin - The share of the range to be added at either end.
 * @returns Where an axis for them begins and ends.
 */
export function axisRange(values: Iterable<number>, margin = 0.05): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return [0, 1];
  const space = most === least ? 0.5 : (most - least) * margin;
  return [least - space, most + space];
}

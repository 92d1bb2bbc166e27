import { sideOf } from './sampledGraphs.ts';

/** Up to how many items all orders are compared: `2^n n^2` steps, `2^n` numbers. */
const EXACT = 14;

/**
 * The order of items in which the weights of pairs that agree with it add up to the most (the linear ordering problem): exact for up to 14
 * items, else the best that moving single items can reach.
 *
 * @param weights - What is gained where the row's item comes before the column's: `[items, items]`.
 * @returns The items in their order.
 */
export function bestOrder(weights: ArrayLike<number>): number[] {
  const items = sideOf('bestOrder', 'weights', weights.length);
  return items <= EXACT ? exactOrder(weights, items) : improvedOrder(weights, items);
}

/** Dynamic programme over the sets of items that come first. */
function exactOrder(weights: ArrayLike<number>, items: number): number[] {
  const sets = 2 ** items;
  const best = new Float64Array(sets).fill(-Infinity);
  const last = new Int8Array(sets);
  best[0] = 0;
  for (let set = 1; set < sets; set++) {
    for (let item = 0; item < items; item++) {
      const before = set & ~(1 << item);
      if (before === set) continue;
      let gain = best[before] as number;
      for (let other = 0; other < items; other++) {
        if ((before >> other) & 1) gain += weights[other * items + item] as number;
      }
      if (gain <= (best[set] as number)) continue;
      best[set] = gain;
      last[set] = item;
    }
  }
  const order: number[] = [];
  for (let set = sets - 1; set > 0; set &= ~(1 << (order[0] as number))) {
    order.unshift(last[set] as number);
  }
  return order;
}

/** From the order of what speaks for an item minus what speaks against it, items move to the best place until none gains. */
function improvedOrder(weights: ArrayLike<number>, items: number): number[] {
  const advantage = (first: number, second: number) =>
    (weights[first * items + second] as number) - (weights[second * items + first] as number);
  const total = Float64Array.from({ length: items }, (_, item) => {
    let sum = 0;
    for (let other = 0; other < items; other++) sum += advantage(item, other);
    return sum;
  });
  const order = [...total.keys()].sort((a, b) => (total[b] as number) - (total[a] as number));
  for (let moved = true; moved;) {
    moved = false;
    for (const item of [...order]) {
      const from = order.indexOf(item);
      let gain = 0;
      let [most, to] = [1e-12, from];
      for (let place = from - 1; place >= 0; place--) {
        gain += advantage(item, order[place] as number);
        if (gain > most) [most, to] = [gain, place];
      }
      gain = 0;
      for (let place = from + 1; place < items; place++) {
        gain += advantage(order[place] as number, item);
        if (gain > most) [most, to] = [gain, place];
      }
      if (to === from) continue;
      order.splice(from, 1);
      order.splice(to, 0, item);
      moved = true;
    }
  }
  return order;
}

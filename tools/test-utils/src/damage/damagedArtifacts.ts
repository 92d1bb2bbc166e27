import type * as tf from '@tensorflow/tfjs';

/** A saved model with one thing in it put wrong. */
export interface DamagedArtifacts {
  /** In words, such as `userDefinedMetadata.config.units = -1`. */
  readonly words: string;
  /** What a handler loads. */
  readonly artifacts: tf.io.ModelArtifacts;
}

/** What takes the place of a value. */
const WRONG: readonly unknown[] = [null, -1, 0, 0.5, 2 ** 40, 'text', [], {}];

/** How many copies of a large model are tried; more of them would take minutes. */
const MOST = 400;

/**
 * Puts every value of a saved model wrong in turn, takes every key away, and cuts and lengthens its weights. Of a large model, copies at
 * even distances.
 *
 * @param artifacts - A sound model.
 * @returns Damaged copies, one by one.
 */
export function* damagedArtifacts(artifacts: tf.io.ModelArtifacts): Generator<DamagedArtifacts> {
  const { weightData = new ArrayBuffer(0), ...rest } = artifacts;
  const whole = JSON.parse(JSON.stringify(rest)) as object;
  const changes = [...placesIn(whole, [])].flatMap((path) =>
    [...WRONG, undefined].map((wrong) => ({ path, wrong })),
  );
  for (let i = 0; i < changes.length; i += Math.max(1, changes.length / MOST)) {
    const change = changes[Math.floor(i)];
    if (change === undefined) continue;
    const { path, wrong } = change;
    const what = wrong === undefined ? 'taken away' : `= ${JSON.stringify(wrong)}`;
    const words = `${path.join('.')} ${what}`;
    yield { words, artifacts: { ...changed(whole, path, wrong), weightData } };
  }
  const bytes = Array.isArray(weightData) ? (weightData[0] ?? new ArrayBuffer(0)) : weightData;
  for (const data of [bytes.slice(1), bytes.slice(4), new ArrayBuffer(0), doubled(bytes)]) {
    yield { words: `${data.byteLength} bytes`, artifacts: { ...artifacts, weightData: data } };
  }
  yield { words: 'no bytes', artifacts: rest };
}

function* placesIn(value: unknown, path: readonly string[]): Generator<readonly string[]> {
  if (path.length > 0) yield path;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* placesIn(inner, [...path, key]);
}

function changed(whole: object, path: readonly string[], wrong: unknown): object {
  const copy = structuredClone(whole);
  const last = path.at(-1) ?? '';
  const holder = path
    .slice(0, -1)
    .reduce((at, key) => at[key] as Record<string, unknown>, copy as Record<string, unknown>);
  if (wrong !== undefined) holder[last] = wrong;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return copy;
}

function doubled(bytes: ArrayBuffer): ArrayBuffer {
  const twice = new Uint8Array(2 * bytes.byteLength);
  twice.set(new Uint8Array(bytes));
  return twice.buffer;
}

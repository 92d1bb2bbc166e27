import { File, ready } from 'h5wasm/node';

/** An array of a file. */
export interface TestArray {
  readonly data: Float32Array | Float64Array | Uint8Array;
  readonly shape: number[];
}

/** Writes a file with arrays in groups, as other programs do: in one piece, not packed. */
export async function writeTestHdf5(
  path: string,
  groups: Readonly<Record<string, Readonly<Record<string, TestArray>>>>,
): Promise<void> {
  await ready;
  const file = new File(path, 'w');
  for (const [name, arrays] of Object.entries(groups)) {
    const group = file.create_group(name);
    for (const [array, { data, shape }] of Object.entries(arrays)) {
      group.create_dataset({ name: array, data, shape });
    }
  }
  file.close();
}

/** Zeros of a shape, changed by a function of the place. */
export function filled(shape: number[], valueAt: (place: number) => number): TestArray {
  const data = new Float64Array(shape.reduce((product, side) => product * side, 1));
  return { data: data.map((_, place) => valueAt(place)), shape };
}

/** The part of the optional package that is used here, so that sources are checked where it is not installed. */
declare module 'h5wasm/node' {
  /** Ranges along each axis: `[]` for all, else from one index up to another. */
  type Ranges = readonly (readonly [] | readonly [number, number])[];

  export class Group {
    keys(): string[];
    get(name: string): unknown;
    create_group(name: string): Group;
    create_dataset(description: {
      readonly name: string;
      readonly data: Float32Array | Float64Array | Uint8Array;
      readonly shape: number[];
      readonly maxshape?: number[];
      readonly chunks?: number[];
      readonly compression?: 'gzip';
      readonly compression_opts?: number;
    }): Dataset;
  }

  export class File extends Group {
    constructor(path: string, mode: 'r' | 'w');
    readonly file_id: bigint;
    close(): number;
  }

  export class Dataset {
    readonly shape: number[] | null;
    readonly metadata: { readonly type: number; readonly size: number };
    slice(ranges: Ranges): unknown;
    resize(shape: number[]): number;
    write_slice(ranges: Ranges, data: Float32Array | Float64Array | Uint8Array): void;
  }

  export const ready: Promise<{ activate_throwing_error_handler(): unknown }>;
}

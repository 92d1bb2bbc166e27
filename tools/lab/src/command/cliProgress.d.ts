/** The part of cli-progress that the lab uses; the package ships no types. */
declare module 'cli-progress' {
  interface BarOptions {
    readonly format: string;
    readonly stream: NodeJS.WritableStream;
    readonly hideCursor?: boolean;
    readonly linewrap?: boolean;
    readonly barCompleteChar?: string;
    readonly barIncompleteChar?: string;
    readonly barsize?: number;
    readonly fps?: number;
    readonly gracefulExit?: boolean;
  }
  interface SingleBar {
    start(total: number, startValue: number, payload?: Readonly<Record<string, string>>): void;
    update(value: number, payload?: Readonly<Record<string, string>>): void;
    stop(): void;
  }
  const cliProgress: { readonly SingleBar: new (options: BarOptions) => SingleBar };
  export = cliProgress;
}

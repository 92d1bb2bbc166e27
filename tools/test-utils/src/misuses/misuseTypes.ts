/** Arguments by their names, in their order. */
export type NamedArguments = Readonly<Record<string, unknown>>;

/** How one public function is called rightly, and what it must refuse. */
export interface MisuseRow {
  /**
   * Right arguments by their names, in their order; every option that has a default too, so that it is tried. Called anew for
   * every misuse: tensors, and whatever has a `dispose`, are disposed of afterwards. `self` is the object whose method is called: it is
   * put wrong only by disposing of it.
   */
  readonly arguments: () => NamedArguments | Promise<NamedArguments>;
  /**
   * Calls the function. Default: the export of this name with the arguments in order, with `new` for a class, on `self` for a
   * method.
   */
  readonly call?: (args: never) => unknown;
  /** What the message begins with; several where a configuration has messages of its own. Default: the name of the row. */
  readonly owner?: string | readonly string[];
  /** Places of whole numbers of at least 0, such as `options.steps`: tried with 0.5, -1, Infinity and 2 ** 53 too. Default: none. */
  readonly counts?: readonly string[];
  /** Places of numbers that memory is asked for by: as `counts`, and 2 ** 40. Default: none. */
  readonly sizes?: readonly string[];
  /**
   * Further wrong values by their places; a place may be a key that the right arguments lack. Tensors are copied for each
   * call. Default: none.
   */
  readonly misuses?: Readonly<Record<string, readonly unknown[]>>;
  /**
   * What is taken on purpose, with the reason: a place, such as `options.resume`, or one value there, as the messages of the table
   * print it, such as `values = NaN at 0`. Default: nothing.
   */
  readonly accepts?: Readonly<Record<string, string>>;
  /** How many arguments have no default, without `self`. Default: as many as the function declares, all for a `call`. */
  readonly required?: number;
}

/** One row per public function, class and method; or the reason why there is none. */
export type MisuseRows = Readonly<Record<string, MisuseRow | string>>;

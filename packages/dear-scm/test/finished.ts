/** Trains to the end; the caller disposes of the model. */
export async function finished<Model>(events: AsyncGenerator<unknown, Model>): Promise<Model> {
  for (;;) {
    const next = await events.next();
    if (next.done === true) return next.value;
  }
}

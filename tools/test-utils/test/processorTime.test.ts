import { processorTime } from '../src/processorTime.ts';

it('counts work and no waiting', async () => {
  const start = processorTime();
  await new Promise((resolve) => setTimeout(resolve, 300));
  const waited = processorTime() - start;
  const end = performance.now() + 100;
  while (performance.now() < end);
  expect(waited).toBeLessThan(200);
  expect(processorTime() - start).toBeGreaterThan(waited + 10);
});

import * as classic from 'zod';
import * as mini from 'zod/mini';
import { matchSchema } from '../src/matchSchema.ts';

const TOO_SMALL = 'Too small: expected number to be >=1';

function messagesOf(schema: mini.core.$ZodType, value: unknown): string[] {
  return (matchSchema(schema, value).error?.issues ?? []).map(({ message }) => message);
}

describe('matchSchema', () => {
  it('gives the value with its defaults', () => {
    const schema = mini.strictObject({ size: mini._default(mini.int(), 3) });
    expect(matchSchema(schema, {})).toMatchObject({ success: true, data: { size: 3 } });
  });

  it('says in English what is wrong, for schemas of both forms', () => {
    expect(messagesOf(mini.int().check(mini.minimum(1)), 0)).toEqual([TOO_SMALL]);
    expect(messagesOf(classic.int().min(1), 0)).toEqual([TOO_SMALL]);
  });

  it('keeps the words of a schema', () => {
    expect(messagesOf(mini.int().check(mini.minimum(1, 'at least one')), 0)).toEqual([
      'at least one',
    ]);
  });

  it('speaks English where a program has chosen another language, and leaves the choice alone', () => {
    const before = { ...mini.config() };
    const chosen = () => 'in other words';
    mini.config({ localeError: chosen });
    try {
      expect(messagesOf(mini.int().check(mini.minimum(1)), 0)).toEqual([TOO_SMALL]);
      expect(mini.config().localeError).toBe(chosen);
    } finally {
      mini.config(before);
    }
  });
});

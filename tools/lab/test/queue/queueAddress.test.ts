import { hidePasswords, queueAddress } from '../../src/queue/queueAddress.ts';

describe('queueAddress', () => {
  it('reads an address', () => {
    expect(queueAddress('redis://host/3', {})).toEqual({
      host: 'host',
      port: 6379,
      db: 3,
      tls: false,
      shown: 'redis://host/3',
    });
    expect(queueAddress('rediss://someone@host:7000', {})).toMatchObject({
      port: 7000,
      db: 0,
      tls: true,
      username: 'someone',
    });
    expect(queueAddress('redis://[::1]:7000/0', {})).toMatchObject({ host: '::1' });
  });

  it('takes address and password from the environment, and shows no password', () => {
    const inherited = queueAddress(undefined, {
      CAUSAL_MECHANISMS_QUEUE: 'redis://me:p%40ss@host/1',
    });
    expect(inherited).toMatchObject({ username: 'me', password: 'p@ss', db: 1 });
    expect(inherited.shown).toBe('redis://me:***@host/1');
    const environment = {
      CAUSAL_MECHANISMS_QUEUE: 'redis://elsewhere',
      CAUSAL_MECHANISMS_QUEUE_PASSWORD: 'secret',
    };
    expect(queueAddress('redis://host', environment)).toMatchObject({
      host: 'host',
      password: 'secret',
      shown: 'redis://host',
    });
  });

  it('refuses a typed password, without repeating it', () => {
    const read = (): unknown => queueAddress('redis://:hunter2@host/0', {});
    expect(read).toThrow(/CAUSAL_MECHANISMS_QUEUE_PASSWORD.*redis:\/\/:\*\*\*@host\/0/);
    expect(read).not.toThrow('hunter2');
  });

  it.each([
    'host',
    'host:6379',
    'http://host',
    'redis://',
    'redis://host/name',
    'redis://host/0?x=1',
    'redis://host:port',
    'redis://:hunter2@host:port',
    ':hunter2@host:6379',
    'redis:/:hunter2@host',
    'redis//me:hunter2@host',
    'http://hunter2@host',
  ])('refuses %s', (text) => {
    const read = (): unknown => queueAddress(text, {});
    expect(read).toThrow('--queue: expected redis://HOST/0');
    expect(read).not.toThrow('hunter2');
  });

  it.each([
    ['redis://:hun%ter2@host', 'password'],
    ['redis://me%@host', 'user'],
  ])('says how %s is written', (text, part) => {
    const read = (): unknown => queueAddress(undefined, { CAUSAL_MECHANISMS_QUEUE: text });
    expect(read).toThrow(`CAUSAL_MECHANISMS_QUEUE: in the ${part} of an address a "%" is`);
    expect(read).not.toThrow('ter2');
    const apart = {
      CAUSAL_MECHANISMS_QUEUE: 'redis://host',
      CAUSAL_MECHANISMS_QUEUE_PASSWORD: '%',
    };
    expect(queueAddress(undefined, apart).password).toBe('%');
  });

  it('asks for an address where there is none', () => {
    expect(() => queueAddress(undefined, { CAUSAL_MECHANISMS_QUEUE: '' })).toThrow(
      'expected --queue redis://HOST/0, or CAUSAL_MECHANISMS_QUEUE',
    );
    expect(() => queueAddress(undefined, { CAUSAL_MECHANISMS_QUEUE: 'x' })).toThrow(
      'CAUSAL_MECHANISMS_QUEUE: expected',
    );
  });
});

describe('hidePasswords', () => {
  it('hides what stands before the @ of an address', () => {
    expect(hidePasswords('worker --queue redis://me:a:b@c@host/0 --x')).toBe(
      'worker --queue redis://me:***@host/0 --x',
    );
    for (const text of ['redis://host/0', 'a@b', 's3://bucket/x', 'x=1:2@3']) {
      expect(hidePasswords(text)).toBe(text);
    }
  });
});

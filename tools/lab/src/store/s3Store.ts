import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { sideBySide } from './sideBySide.ts';
import { StoreError } from './studyErrors.ts';
import type { Store } from './store.ts';

/** Which bucket, and what lets one in. */
export interface BucketOptions {
  /** The bucket. */
  readonly bucket: string;
  /** What all keys begin with, without a slash at its end; '' for nothing. */
  readonly prefix: string;
  /** Of the client, such as endpoint and credentials. Default: what the environment says, as for other programs of AWS. */
  readonly client?: S3ClientConfig;
}

/** Files up to so many bytes are sent from memory, so that the client can send them again. */
const IN_MEMORY = 64 * 2 ** 20;

/**
 * A store in a bucket of S3, or of what speaks its language.
 *
 * @param options - The bucket.
 * @returns The store.
 */
export function s3Store({ bucket, prefix, client: more = {} }: BucketOptions): Store {
  const shown = `s3://${bucket}${prefix === '' ? '' : `/${prefix}`}`;
  const client = new S3Client({
    // What is not AWS seldom knows checksums in trailers; contents have digests of their own.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    requestHandler: { connectionTimeout: 5000, requestTimeout: 300_000 },
    ...more,
  });
  const root = prefix === '' ? '' : `${prefix}/`;
  const at = (key: string) => ({ Bucket: bucket, Key: `${root}${key}` });
  const attempt = async <Value>(words: string, work: () => Promise<Value>): Promise<Value> => {
    try {
      return await work();
    } catch (cause) {
      throw new StoreError(`store ${shown}: cannot ${words}: ${reason(cause)}`, {
        data: { bucket, prefix },
        cause,
      });
    }
  };
  const get = async (key: string): Promise<Readable | undefined> => {
    try {
      const { Body } = await client.send(new GetObjectCommand(at(key)));
      return Body instanceof Readable ? Body : undefined;
    } catch (error) {
      if (named(error, 'NoSuchKey', 'NotFound')) return undefined;
      throw error;
    }
  };
  const put = (key: string, content: Uint8Array, only: { IfNoneMatch?: '*' } = {}) =>
    client.send(new PutObjectCommand({ ...at(key), Body: content, ...only }));
  return {
    shown,
    read: (key) =>
      attempt(`read ${key}`, async () => {
        const body = await get(key);
        return body === undefined ? undefined : Buffer.concat(await body.toArray());
      }),
    write: (key, content) =>
      attempt(`write ${key}`, async () => {
        await put(key, content);
      }),
    create: (key, content) =>
      attempt(`write ${key}`, async () => {
        try {
          await put(key, content, { IfNoneMatch: '*' });
          return true;
        } catch (error) {
          if (named(error, 'PreconditionFailed', 'ConditionalRequestConflict')) return false;
          throw error;
        }
      }),
    upload: (key, file) =>
      attempt(`write ${key}`, async () => {
        const { size } = await stat(file);
        const body = createReadStream(file);
        await client.send(
          new PutObjectCommand({
            ...at(key),
            Body: size > IN_MEMORY ? body : Buffer.concat(await body.toArray()),
            ContentLength: size,
          }),
        );
      }),
    download: (key, file) =>
      attempt(`read ${key}`, async () => {
        const body = await get(key);
        if (body === undefined) return false;
        await pipeline(body, createWriteStream(file));
        return true;
      }),
    list: (wanted) =>
      attempt(`list ${wanted}`, async () => {
        const keys: string[] = [];
        let token: string | undefined;
        do {
          const page = await client.send(
            new ListObjectsV2Command({
              Bucket: bucket,
              Prefix: `${root}${wanted}`,
              ...(token === undefined ? {} : { ContinuationToken: token }),
            }),
          );
          for (const { Key } of page.Contents ?? []) {
            if (Key !== undefined) keys.push(Key.slice(root.length));
          }
          token = page.NextContinuationToken;
        } while (token !== undefined);
        return keys.sort();
      }),
    remove: (keys) =>
      attempt('remove objects', async () => {
        await sideBySide(keys, (key) => client.send(new DeleteObjectCommand(at(key))));
      }),
  };
}

function named(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

/** In a word and a sentence, as `NoSuchBucket: The specified bucket does not exist`. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Several addresses were tried.
  const inner: unknown = error instanceof AggregateError ? error.errors[0] : undefined;
  const { name, message } = inner instanceof Error ? inner : error;
  return name === 'Error' ? message : `${name}: ${message}`;
}

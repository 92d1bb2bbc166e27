import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** A server that speaks as much of S3 as the store needs, with its objects in memory. */
export interface FakeS3 {
  /** Its address. */
  readonly endpoint: string;
  /** The objects of its bucket `bucket`, by key. */
  readonly objects: Map<string, Buffer>;
  /** What answers requests, in the place of the usual: an error code of S3, or `undefined` for the usual. */
  refuse: (method: string, key: string) => { status: number; code: string } | undefined;
  /** Ends it. */
  stop(): Promise<void>;
}

/** How many keys a page of a list has. */
const PAGE = 3;

/** Starts the server. It takes signed requests of anybody. */
export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const fake: { refuse: FakeS3['refuse'] } = { refuse: () => undefined };
  const server = createServer((request, response) => {
    void answer(request, response, objects, (method, key) => fake.refuse(method, key));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return Object.assign(fake, {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  objects: Map<string, Buffer>,
  refuse: FakeS3['refuse'],
): Promise<void> {
  const { method = '', headers } = request;
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, bucket = '', ...rest] = decodeURIComponent(url.pathname).split('/');
  const key = rest.join('/');
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const error = (status: number, code: string): void => {
    response.writeHead(status, { 'content-type': 'application/xml' });
    response.end(`<Error><Code>${code}</Code><Message>${code} of the fake</Message></Error>`);
  };
  const refused = refuse(method, key);
  if (refused !== undefined) {
    error(refused.status, refused.code);
    return;
  }
  if (headers.authorization === undefined) {
    error(403, 'AccessDenied');
    return;
  }
  if (bucket !== 'bucket') {
    error(404, 'NoSuchBucket');
    return;
  }
  if (method === 'PUT') {
    if (headers['if-none-match'] === '*' && objects.has(key)) {
      error(412, 'PreconditionFailed');
      return;
    }
    const content = Buffer.concat(chunks);
    objects.set(key, content);
    response.writeHead(200, { etag: `"${createHash('md5').update(content).digest('hex')}"` });
    response.end();
  } else if (method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204);
    response.end();
  } else if (url.searchParams.get('list-type') === '2') {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.end(list(objects, url.searchParams));
  } else {
    const content = objects.get(key);
    if (content === undefined) {
      error(404, 'NoSuchKey');
      return;
    }
    response.writeHead(200, { 'content-length': content.length });
    response.end(content);
  }
}

function list(objects: Map<string, Buffer>, asked: URLSearchParams): string {
  const prefix = asked.get('prefix') ?? '';
  const after = asked.get('continuation-token') ?? '';
  const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort();
  const page = keys.slice(0, PAGE);
  const more = keys.length > PAGE;
  const contents = page.map((key) => `<Contents><Key>${key}</Key></Contents>`).join('');
  const next = more ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
  return `<ListBucketResult><IsTruncated>${String(more)}</IsTruncated>${contents}${next}</ListBucketResult>`;
}

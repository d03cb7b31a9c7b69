// One request to one of the Workers of the bench, by the name of the store's host, which `fetch` does not let anybody say.
import { request, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';

export type Asked = { method: string; path: string; headers: Record<string, string>; body?: string };

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Sends a request to the Worker at this address. */
export function ask(worker: URL, { method, path, headers, body }: Asked): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, worker).href, { method, headers }, (reply) => {
      const { statusCode: status = 0, headers: said } = reply;
      text(reply).then((whole) => resolve({ status, headers: said, body: whole }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

// A process of its own that asks for a page again and again, so that what asking costs is not counted with what answering costs.
// It is told what to ask by messages, and says with which status each request was answered.
import autocannon from 'autocannon';

export type Load = {
  url: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
  /** One of these is sent with each request, in turn. */
  keys?: string[];
  amount: number;
  connections: number;
};

/** How many requests were answered with each status; 0 for those that were not answered. */
export type Loaded = Record<string, number>;

let asked = 0;

async function put({ url, keys, amount, connections, ...request }: Load): Promise<Loaded> {
  const { errors, statusCodeStats } = await autocannon({
    url,
    amount,
    connections: Math.min(connections, amount),
    sampleInt: 20,
    requests: [
      {
        ...request,
        // What may be done in a minute from one network and with one key is limited. Each partner has a network, and so has each request
        // that is no partner's; not more of them, since Miniflare's limiter goes through all that it knows for one that it does not.
        setupRequest: (one) => {
          asked += 1;
          const turn = keys ? asked % keys.length : asked;
          const network = `10.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`;
          const key = keys?.[turn];
          const own = { 'CF-Connecting-IP': network, ...(key ? { Authorization: `Bearer ${key}` } : {}) };
          return { ...one, headers: { ...one.headers, ...own } };
        },
      },
    ],
  });
  const counts = Object.entries(statusCodeStats).map(([status, { count }]) => [status, count] as const);
  return Object.fromEntries(errors > 0 ? [...counts, ['0', errors]] : counts);
}

process.on('message', (load: Load) => {
  void put(load).then((loaded) => process.send?.(loaded));
});

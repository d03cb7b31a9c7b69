// Which fields and parameters a route asks for, heard while it reads a request: so a schema that is made within a handler says them too.
import { HonoRequest } from 'hono/request';

export type Heard = { fields: readonly string[]; parameters: readonly string[] };

/** What is asked of requests while `work` is done. */
export async function heardWhile(work: () => Promise<unknown>): Promise<Heard> {
  const fields = new Set<string>();
  const parameters = new Set<string>();
  const { parseBody } = HonoRequest.prototype;
  const query: (this: HonoRequest, name?: string) => unknown = HonoRequest.prototype.query;
  Object.assign(HonoRequest.prototype, {
    async parseBody(this: HonoRequest, options: Parameters<typeof parseBody>[0]) {
      return listening(await parseBody.call(this, options), fields);
    },
    query(this: HonoRequest, name?: string) {
      if (name === undefined) return listening(query.call(this) as object, parameters);
      parameters.add(name);
      return query.call(this, name);
    },
  });
  try {
    await work();
  } finally {
    Object.assign(HonoRequest.prototype, { parseBody, query });
  }
  return { fields: [...fields], parameters: [...parameters] };
}

/** The same values, of which the names that are asked for are heard. */
function listening<Values extends object>(values: Values, names: Set<string>): Values {
  const hear = (name: string | symbol) => {
    if (typeof name === 'string' && name !== 'then' && name !== 'toJSON') names.add(name);
  };
  return new Proxy(values, {
    get(target, name) {
      hear(name);
      return Reflect.get(target, name) as unknown;
    },
    has(target, name) {
      hear(name);
      return Reflect.has(target, name);
    },
  });
}

// Who asks for a page of the shop, and whether it is open to them.
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { likely } from '../customers/addresses/countries.ts';
import type { SignedIn } from '../customers/customers.ts';
import type { AccountEnv, AppEnv } from '../web/context.ts';
import type { Database, Results, Statement } from '../web/database.ts';
import { originOf } from '../web/network.ts';
import { termsFor, termsOf, type Terms, type Visitor } from './terms/terms.ts';

/** Who asks in this request, by the id that `look` and `read` hand to what they build. */
export function visitorOf(c: Context<AppEnv> | Context<AccountEnv>, customerId: string | null): Visitor {
  const { store, language } = c.var;
  return { customerId, country: likely(store, originOf(c).country, language) };
}

type Seen<S extends readonly Statement[]> = { who: SignedIn | null; terms: Terms; rows: Results<S> };

/**
 * Reads what somebody may see of the shop, and at which terms: the way in which every address of the storefront reads. Whoever the shop
 * is closed to is refused, whatever is at the address: a page sends them to sign in, and what scripts read is a 401.
 */
export async function enter<const S extends readonly Statement[]>(
  c: Context<AppEnv>,
  build: (db: Database, visitor: Visitor) => S,
  refuse: (c: Context<AppEnv>) => HTTPException = toSignIn,
): Promise<Seen<S>> {
  const { store, now } = c.var;
  const { who, rows } = await c.var.look((db, customerId) => {
    const visitor = visitorOf(c, customerId);
    return [termsFor(db, store, visitor), ...build(db, visitor)] as const;
  });
  const [[facts], ...others] = rows;
  const terms = termsOf(store, visitorOf(c, who?.id ?? null), facts, now);
  if (!terms.mayEnter) throw refuse(c);
  return { who, terms, rows: others };
}

/** To sign in, and back to the address that was asked for. */
function toSignIn(c: Context<AppEnv>): HTTPException {
  const { pathname, search } = new URL(c.req.url);
  return signInFor(pathname + search);
}

/** To sign in, and on to a page of the store. */
export function signInFor(path: string): HTTPException {
  const headers = { Location: `/login?next=${encodeURIComponent(path)}`, 'X-Robots-Tag': 'noindex' };
  return new HTTPException(303, { res: new Response(null, { status: 303, headers }) });
}

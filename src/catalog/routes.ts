// Who asks for a page of the shop.
import type { Context } from 'hono';
import { likely } from '../customers/addresses/countries.ts';
import type { AccountEnv, AppEnv } from '../web/context.ts';
import { originOf } from '../web/network.ts';
import type { Visitor } from './terms/terms.ts';

/** Who asks in this request, by the id that `look` and `read` hand to what they build. */
export function visitorOf(c: Context<AppEnv> | Context<AccountEnv>, customerId: string | null): Visitor {
  const { store, language } = c.var;
  return { customerId, country: likely(store, originOf(c).country, language) };
}

// Whom it is for: customers of the store, found as in their list, accounts in front of contacts.
import type { Context } from 'hono';
import { asking } from '../../../customers/finding/finding.ts';
import { wantedSchema } from '../../../customers/finding/input.ts';
import { page, shellOf } from '../../../ui/page.tsx';
import type { StaffEnv } from '../../../web/context.ts';
import type { Kind } from '../input.ts';
import { ChoosingPage } from './pages.tsx';

/** At most so many are shown of the accounts, and of the contacts, that the words find. */
const mostShown = 20;

/** The page on which staff choose whom an order, or an offer, is for. */
export async function choose(c: Context<StaffEnv>, kind: Kind, q: string): Promise<Response> {
  const { store } = c.var;
  const asked = (['yes', 'no'] as const).flatMap((registered) => {
    const list = asking(store, wantedSchema(store).parse({ q, registered }));
    return list.ok && q.trim() !== '' ? [list] : [];
  });
  const { who, rows } = await c.var.as('manager', (db) => asked.map(({ statement }) => statement(db)));
  const shell = shellOf(c, who, '/admin/orders/new');
  const found = rows.flatMap((list) => list.slice(0, mostShown));
  const isMore = rows.some((list) => list.length > mostShown);
  const body = <ChoosingPage shell={shell} kind={kind} q={q} found={found} isMore={isMore} />;
  return page(c, shell, shell.t(`making.title_${kind}`), body);
}

// /admin/customers/:id/terms: what a customer may see and pays, and why.
import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { termsFor, termsOf } from '../../../../catalog/terms/terms.ts';
import { likely } from '../../../../customers/addresses/countries.ts';
import { groupsOf } from '../../../../groups/groups.ts';
import { page, shellOf } from '../../../../ui/page.tsx';
import type { StaffEnv } from '../../../../web/context.ts';
import { idIn } from '../acting.ts';
import { pathOf, RecordFrame } from '../frame.tsx';
import { recordOf, titleOf } from '../reading.ts';
import { TermsTab } from './pages.tsx';
import { productFor } from './reading.ts';

export const customerTerms = new Hono<StaffEnv>();

customerTerms.get('/:id/terms', async (c) => {
  const { store, now } = c.var;
  const customerId = idIn(c);
  const typed = (c.req.query('product') ?? '').trim().slice(0, 100);
  const { who, rows } = await c.var.as('support', (db) => [
    recordOf(db, store.id, customerId),
    termsFor(db, store, { customerId }),
    productFor(db, { store, customerId }, typed),
    groupsOf(db, store.id),
  ]);
  const [[record], [facts], [product], groups] = rows;
  if (!record) throw new HTTPException(404);
  const shell = shellOf(c, who, pathOf(record.id, 'terms'));
  // Where they would be, were they here.
  const country = likely(store, undefined, shell.language);
  const view = {
    record,
    terms: termsOf(store, { customerId, country }, facts, now),
    hasAddress: (facts?.country ?? null) !== null,
    names: new Map(groups.map(({ id, name }) => [id, name])),
    typed,
    product,
  };
  const body = (
    <RecordFrame shell={shell} record={record} tab="terms">
      <TermsTab shell={shell} {...view} />
    </RecordFrame>
  );
  return page(c, shell, titleOf(record), body);
});

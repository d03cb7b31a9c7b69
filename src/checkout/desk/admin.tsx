// /admin/orders/new: staff make an order for somebody, or an offer. The form goes round with what was typed until it is right: lines come
// and go by its buttons, then everything is shown once more, and what is placed is what was shown.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { known } from '../../access/registration/enrolment.ts';
import { nameAt } from '../../catalog/products.ts';
import { priceOf } from '../../catalog/terms/prices.ts';
import { termsFor as factsFor } from '../../catalog/terms/terms.ts';
import { book } from '../../customers/addresses/addresses.ts';
import { offeredBy } from '../../customers/addresses/countries.ts';
import { deliverAfter } from '../../messages/posting.ts';
import { shownAs } from '../../orders/placing/drafts.ts';
import { onRecord } from '../../orders/placing/orderer.ts';
import * as stores from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emailKey } from '../../web/emails.ts';
import { keyIn, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { newKey } from '../../web/ids.ts';
import { originOf } from '../../web/network.ts';
import { logEvent, sceneOf } from '../../web/requests.ts';
import { countriesOf } from '../details/addresses.ts';
import { deliveriesTo } from '../methods.ts';
import { choose } from './choosing/admin.tsx';
import { composed, termsFor, type Composed } from './composing.ts';
import { goodsFound, goodsOf } from './goods.ts';
import { kinds, linesIn, makingSchema, type Filled, type Values } from './input.ts';
import { cameOf, make } from './making.ts';
import { MakingPage, type MakingNotice } from './pages.tsx';
import { MadeReviewPage, type ReviewNotice } from './review/pages.tsx';
import { firstValues, stepIn, type Step } from './steps.ts';

type Place = Context<StaffEnv>;

export const making = new Hono<StaffEnv>();

making.get('/new', async (c) => {
  const { customer: customerId = '', person, kind: asked, q = '' } = c.req.query();
  const kind = kinds.find((one) => one === asked) ?? 'order';
  if (customerId === '' && person === undefined) return choose(c, kind, q);
  const { store, now } = c.var;
  const { who, rows } = await c.var.as('manager', (db) => [
    factsFor(db, store, { customerId }),
    onRecord({ db, store }, customerId),
    book(db, { storeId: store.id, customerId }),
  ]);
  const [[facts], [customer], addresses] = rows;
  if (customerId !== '' && !customer) throw new HTTPException(404);
  const read = { who, key: newKey(now), customer, known: undefined, facts, goods: [], found: [], book: addresses };
  const values = { ...firstValues(c.var, { customer, book: addresses }, kind) };
  return showForm(c, read, { form: { values, problems: {} }, status: 200, isAdding: true });
});

making.post('/new', async (c) => {
  const { store, now } = c.var;
  const parsed = await parseForm(c, (values) => makingSchema(store, values, now));
  const read = await readFor(c, parsed.form.values);
  if (read.came !== null) return c.redirect(read.came, 303);
  const step = stepIn(parsed.form, read);
  if (step) return showForm(c, read, step);
  if (!parsed.ok) return showForm(c, read, { form: parsed.form, status: 422 });
  const seen = checked(c, read, parsed);
  if (!seen.ok) return showForm(c, read, seen.step, seen.notice);
  const { shown = '', step: pressed } = parsed.form.values;
  if (pressed !== 'place') return showReview(c, read, { ...parsed, ...seen });
  const made = { seen: read, filled: parsed.input, agreed: seen.agreed, staffId: read.who.id, shown };
  const result = await make(sceneOf(c, read.db), made, now);
  logEvent(c, 'order_made', result.ok ? { staff: read.who.id, path: result.path } : { problem: result.problem });
  if (!result.ok) return refuse(c, { ...parsed, ...seen }, result.problem);
  deliverAfter(c, result.messageIds);
  return c.redirect(`${result.path}?done=${parsed.input.kind === 'order' ? 'made' : 'offered'}`, 303);
});

type ReadForm = Omit<Awaited<ReturnType<typeof readFor>>, 'db' | 'came'>;

/** Everything that the form needs, and where what came of it is if it was sent before. */
async function readFor(c: Place, values: Values) {
  const { store, now } = c.var;
  const key = keyIn(values, now);
  const { step = '', product = '', email = '' } = values;
  const [, act, id = ''] = /^(take|customer):(.+)$/.exec(step) ?? [];
  const customerId = act === 'customer' ? id : (values.customer ?? '');
  const ids = [...linesIn(values).map(({ productId }) => productId), ...(act === 'take' ? [id] : [])];
  const { who, db, rows } = await c.var.as('manager', (reader) => [
    factsFor(reader, store, { customerId }),
    onRecord({ db: reader, store }, customerId),
    book(reader, { storeId: store.id, customerId }),
    goodsOf(reader, store, ids, product),
    goodsFound(reader, store, product),
    known(reader, store, emailKey(email)),
    cameOf(reader, store, key),
  ]);
  const [[facts], [customer], addresses, goods, found, [there], [came]] = rows;
  if (customerId !== '' && !customer) throw new HTTPException(404);
  const seen = { key, customer, known: customer ? undefined : there, facts, goods };
  return { ...seen, who, db, found, book: addresses, came: came?.path ?? null };
}

type Parsed = { input: Filled; form: FormState };
type Agreed = Extract<Composed, { ok: true }>;

/** The order that was filled in, or why there can be none, as the form says it. */
function checked(
  c: Place,
  read: ReadForm,
  { input, form }: Parsed,
): { ok: true; agreed: Agreed } | { ok: false; step: Step; notice?: MakingNotice } {
  const refused = (step: FormState, notice?: MakingNotice) =>
    ({ ok: false, step: { form: step, status: 409 }, ...(notice && { notice }) }) as const;
  if (read.customer?.status === 'denied') return refused(form);
  const isOnRecord = read.known !== undefined && read.known.status !== null;
  if (input.isInvited && isOnRecord) return refused(withProblem(form, 'email', 'email_known'));
  const agreed = composed(c.var.store, read, input, c.var.now);
  if (agreed.ok) return { ok: true, agreed };
  if ('place' in agreed) return refused(withProblem(form, `quantity_${agreed.place}`, agreed.problem));
  return refused(form, 'changed_meanwhile');
}

/** Sent twice, it leads to what came of it; where something else came in between, it is shown as it is now. */
async function refuse(c: Place, parsed: Parsed, problem: string): Promise<Response> {
  stores.forget();
  const read = await readFor(c, parsed.form.values);
  if (read.came !== null) return c.redirect(read.came, 303);
  const seen = checked(c, read, parsed);
  if (!seen.ok) return showForm(c, read, seen.step, seen.notice);
  const notice = problem === 'terms_changed' ? problem : 'changed_meanwhile';
  return showReview(c, read, { ...parsed, ...seen }, notice);
}

function showForm(
  c: Place,
  read: ReadForm,
  { form, status, isAdding = false, meant = [] }: Step,
  notice?: MakingNotice,
): Response | Promise<Response> {
  const { store, now } = c.var;
  const shell = shellOf(c, read.who, '/admin/orders/new');
  const kind = kinds.find((one) => one === form.values.kind) ?? 'order';
  const countries = offeredBy(store);
  const country = countriesOf(store, form.values, { from: originOf(c).country, language: shell.language });
  const terms = termsFor(store, read, country.delivery, now);
  const goods = [...read.goods, ...read.found];
  const deliveries = deliveriesTo(store, country.delivery, 0, shell.language);
  const said = read.customer?.status === 'denied' ? 'denied' : notice;
  const { book: addresses } = read;
  const body = (
    <MakingPage
      {...{ shell, form, kind, terms, goods, meant, isAdding, countries, country, deliveries }}
      seen={read}
      book={addresses}
      notice={said}
    />
  );
  return page(c, shell, shell.t(`making.title_${kind}`), body, status);
}

/** What of a form goes along when it is looked at: what was typed, not what was pressed. */
function carried(values: Values, key: string): Values {
  const dropped = ['step', 'shown', 'product', 'deliveryBook', 'billingBook'];
  return Object.fromEntries(Object.entries({ ...values, key }).filter(([name]) => !dropped.includes(name)));
}

async function showReview(
  c: Place,
  read: ReadForm,
  { input, form, agreed }: Parsed & { agreed: Agreed },
  notice?: ReviewNotice,
): Promise<Response> {
  const { store, now } = c.var;
  const shell = shellOf(c, read.who, '/admin/orders/new');
  const { draft } = agreed;
  const terms = termsFor(store, read, input.delivery.country, now);
  const setPrices = input.lines.flatMap(({ productId, priceMinor: setMinor }) => {
    const good = read.goods.find(({ id }) => id === productId);
    if (!good || setMinor === undefined) return [];
    const ownMinor = priceOf(terms, good).minor;
    return ownMinor === setMinor ? [] : [{ name: nameAt(store, good, shell.language), ownMinor, setMinor }];
  });
  const body = (
    <MadeReviewPage
      {...{ shell, draft, setPrices, notice }}
      seen={read}
      filled={input}
      values={carried(form.values, read.key)}
      shown={await shownAs(draft)}
    />
  );
  return page(c, shell, shell.t(`making.review_${input.kind}`), body, notice ? 409 : 200);
}

// /admin/settings/delivery/methods: a page for each way of delivery. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { DeliveryMethod } from '../../stores/policies.ts';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, type FormState } from '../../web/forms.ts';
import { directionSchema, moved } from '../../web/moving.ts';
import type { SettingsNotice } from '../pages.tsx';
import { askedOf, noticeOf, saved, seen, type Seen } from '../routes.ts';
import { methodAsTyped, methodSchema, mostMethods, newMethodSchema } from './input.ts';
import { MethodPage, titleOf } from './pages.tsx';

type Place = Context<StaffEnv>;

const list = '/admin/settings/delivery';

export const deliveryMethods = new Hono<StaffEnv>();

deliveryMethods.get('/delivery/methods/new', async (c) => {
  const found = await seen(c);
  return show(c, found, null, { form: typedOf(c, found, null), status: 200 });
});

deliveryMethods.post('/delivery/methods/new', async (c) => {
  const parsed = await parseForm(c, newMethodSchema(c.var.store));
  if (!parsed.ok) return show(c, await seen(c), null, { form: parsed.form, status: 422 });
  const { input } = parsed;
  const result = await saved(c, parsed.form, {
    changeOf: (store) => problemOf(store, input.key) ?? { policies: { delivery: [...store.policies.delivery, input] } },
  });
  return result.ok ? c.redirect(`${list}?done=saved`, 303) : show(c, result.seen, null, result);
});

deliveryMethods.get('/delivery/methods/:id', async (c) => {
  const found = await seen(c);
  const method = methodOf(found.store, keyIn(c));
  return show(c, found, method, { form: typedOf(c, found, method), notice: noticeOf(c), status: 200 });
});

deliveryMethods.post('/delivery/methods/:id', async (c) => {
  const key = keyIn(c);
  // This isolate may not know it yet.
  const method = methodIn(c.var.store, key) ?? methodOf((await seen(c)).store, key);
  const parsed = await parseForm(c, methodSchema(c.var.store, method));
  if (!parsed.ok) return show(c, await seen(c), method, { form: parsed.form, status: 422 });
  const changeOf = ({ policies: { delivery } }: Store) => ({
    policies: { delivery: delivery.map((one) => (one.key === key ? { key, ...parsed.input } : one)) },
  });
  const result = await saved(c, parsed.form, { changeOf });
  return result.ok ? c.redirect(`${list}/methods/${key}?done=saved`, 303) : show(c, result.seen, method, result);
});

deliveryMethods.post('/delivery/methods/:id/move', async (c) => {
  const key = keyIn(c);
  const parsed = await parseForm(c, directionSchema);
  if (!parsed.ok) throw new HTTPException(400);
  const { direction } = parsed.input;
  return changeList(c, (methods) => moved(methods, key, direction));
});

deliveryMethods.post('/delivery/methods/:id/removal', (c) => {
  const key = keyIn(c);
  return changeList(c, (methods) => methods.filter((one) => one.key !== key));
});

/** Changes the list by one of its buttons; nothing is typed there that could be lost. */
async function changeList(c: Place, change: (methods: readonly DeliveryMethod[]) => DeliveryMethod[]) {
  const changeOf = ({ policies }: Store) => ({ policies: { delivery: change(policies.delivery) } });
  const result = await saved(c, emptyForm, { changeOf });
  return c.redirect(`${list}?${result.ok ? 'done=saved' : 'problem=changed_meanwhile'}`, 303);
}

function problemOf({ policies: { delivery } }: Store, key: string) {
  if (delivery.some((one) => one.key === key)) return { field: 'key', problem: 'key_known' } as const;
  return delivery.length < mostMethods ? null : ({ field: 'key', problem: 'list_full' } as const);
}

function keyIn(c: Place): string {
  return c.req.param('id') ?? '';
}

function methodIn({ policies }: Store, key: string): DeliveryMethod | undefined {
  return policies.delivery.find((one) => one.key === key);
}

function methodOf(store: Store, key: string): DeliveryMethod {
  const method = methodIn(store, key);
  if (!method) throw new HTTPException(404);
  return method;
}

function typedOf(c: Place, { store }: Seen, method: DeliveryMethod | null): FormState {
  return { ...emptyForm, values: methodAsTyped(store, method, c.var.language) };
}

type Shown = { form: FormState; notice?: SettingsNotice; status: 200 | 409 | 422 };

function show(c: Place, { who, store }: Seen, method: DeliveryMethod | null, { form, notice, status }: Shown) {
  const shell = { ...shellOf(c, who, `${list}/methods/${method?.key ?? 'new'}`), store };
  const body = (
    <MethodPage
      shell={shell}
      method={method}
      form={form}
      notice={notice}
      asOf={store.updatedAt}
      {...askedOf(who, false, c.var.now)}
    />
  );
  return page(c, shell, titleOf(shell, method), body, status);
}

// /admin/settings/brand: how the store looks. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import type { Store } from '../../stores/stores.ts';
import { page, shellOf } from '../../ui/page.tsx';
import type { StaffEnv } from '../../web/context.ts';
import { emptyForm, parseForm, withProblem, type FormState } from '../../web/forms.ts';
import { doneIn } from '../../web/notices.ts';
import { afterResponse } from '../../web/requests.ts';
import type { SettingsNotice } from '../pages.tsx';
import { askedOf, saved, seen, type Seen } from '../routes.ts';
import { colourSchema, logoSchema } from './input.ts';
import * as logos from './logos.ts';
import { BrandPage, happenings } from './pages.tsx';

type Place = Context<StaffEnv>;

const here = '/admin/settings/brand';

export const brandSettings = new Hono<StaffEnv>();

brandSettings.get('/', async (c) => {
  const done = c.req.query('done');
  // What was too large to be read at all has come here without a word of it.
  const isTooLarge = c.req.query('problem') === 'logo_bytes';
  const notice = done === 'saved' ? ({ done } as const) : undefined;
  return show(c, await seen(c), {
    notice,
    ...(isTooLarge && { logoForm: withProblem(emptyForm, 'logo', 'logo_bytes') }),
    status: 200,
  });
});

brandSettings.post('/', async (c) => {
  const parsed = await parseForm(c, colourSchema);
  if (!parsed.ok) return show(c, await seen(c), { form: parsed.form, status: 422 });
  const { 'shop.brandColour': brandColour } = parsed.input;
  const result = await saved(c, parsed.form, {
    changeOf: ({ policies: { shop } }) => ({ policies: { shop: { ...shop, brandColour } } }),
  });
  if (result.ok) return c.redirect(`${here}?done=saved`, 303);
  return show(c, result.seen, result);
});

brandSettings.post('/logo', async (c) => {
  const parsed = await parseForm(c, logoSchema);
  if (!parsed.ok) return show(c, await seen(c), { logoForm: parsed.form, status: 422 });
  let logo: logos.Logo | null = null;
  // The file is not even looked at before it is known who sends it.
  const making = async ({ policies: { shop } }: Store) => {
    const read = await logos.read(await parsed.input.logo.bytes());
    if (!read.ok) return { field: 'logo', problem: read.problem };
    ({ logo } = read);
    await logos.keep(c.env.PICTURES, c.var.store.id, logo);
    return { policies: { shop: { ...shop, logo: logos.named(logo) } } };
  };
  const result = await saved(c, parsed.form, { changeOf: () => ({}), making });
  if (result.ok) {
    letGo(c, result.before.policies.shop.logo);
    return c.redirect(`${here}?done=${isReduced(logo) ? 'logo_reduced' : 'logo_set'}`, 303);
  }
  letGo(c, logo);
  const { form: logoForm, ...shown } = result;
  return show(c, result.seen, { ...shown, logoForm });
});

brandSettings.post('/logo/removal', async (c) => {
  const result = await saved(c, emptyForm, {
    changeOf: ({ policies: { shop } }) => ({ policies: { shop: { ...shop, logo: null } } }),
  });
  if (!result.ok) return show(c, result.seen, { notice: result.notice, status: result.status });
  letGo(c, result.before.policies.shop.logo);
  return c.redirect(`${here}?done=logo_removed`, 303);
});

const isReduced = (logo: logos.Logo | null): boolean => logo?.isReduced ?? false;

/** Lets a logo go that no page shows any more, if there was one. */
function letGo(c: Place, logo: Parameters<typeof logos.letGo>[2] | null): void {
  if (logo) afterResponse(c, 'logo', () => logos.letGo(c.env.PICTURES, c.var.store.id, logo));
}

type Shown = { form?: FormState; logoForm?: FormState; notice?: SettingsNotice; status: 200 | 409 | 422 };

function show(c: Place, { who, store }: Seen, { form, logoForm, notice, status }: Shown) {
  const shell = { ...shellOf(c, who, here), store };
  const body = (
    <BrandPage
      shell={shell}
      form={form ?? { values: { 'shop.brandColour': store.policies.shop.brandColour }, problems: {} }}
      logoForm={logoForm ?? emptyForm}
      notice={notice}
      done={doneIn(c, happenings)}
      asOf={store.updatedAt}
      {...askedOf(who, false, c.var.now)}
    />
  );
  return page(c, shell, shell.t('settings.brand_title'), body, status);
}

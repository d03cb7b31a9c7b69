// /admin/settings: what the store decides about itself, group by group. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { settingValue } from '../stores/words.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { StaffEnv } from '../web/context.ts';
import { parseForm, type FormState } from '../web/forms.ts';
import { access } from './access/fields.tsx';
import { delivery } from './delivery/fields.tsx';
import { deliveryMethods } from './delivery/admin.tsx';
import { documents } from './documents/fields.tsx';
import { accountPageDesk } from './account-page/admin.tsx';
import { accountPage } from './account-page/pages.tsx';
import { brandSettings } from './brand/admin.tsx';
import { brand } from './brand/pages.tsx';
import type { SettingsGroup } from './fields.tsx';
import { loyalty } from './loyalty/fields.tsx';
import { mail } from './mail/fields.tsx';
import { SettingsFormPage, SettingsPage, type SettingsCard, type SettingsNotice } from './pages.tsx';
import { payment } from './payment/fields.tsx';
import { askedOf, noticeOf, saved, seen, seenWith, type Seen } from './routes.ts';
import { reach } from './reach/fields.tsx';
import { shop } from './shop/fields.tsx';
import { registrationDesk } from './registration/admin.tsx';
import { registrationForm } from './registration/pages.tsx';
import { shopping } from './shopping/fields.tsx';
import { staffAccess } from './staff/fields.tsx';
import { taxRates } from './taxes/admin.tsx';
import { taxes } from './taxes/fields.tsx';

type Place = Context<StaffEnv>;

/** In the order of the page. */
const groups: readonly SettingsGroup[] = [
  shop,
  reach,
  access,
  shopping,
  payment,
  delivery,
  taxes,
  documents,
  loyalty,
  mail,
  staffAccess,
];

/** Each with its settings as they are. */
const cards = groups.map((group): SettingsCard => ({
  ...group,
  facts: (shell) => {
    if (group.facts) return group.facts(shell);
    const values = group.asTyped(shell.store, shell.language);
    return Object.entries(group.labels(shell)).map(([name, label]) => [
      label,
      settingValue(shell.t, name, values[name] ?? ''),
    ]);
  },
}));

export const settings = new Hono<StaffEnv>();

settings.get('/', async (c) => {
  const { who, store } = await seen(c);
  const shell = { ...shellOf(c, who), store };
  return page(
    c,
    shell,
    shell.t('settings.title'),
    <SettingsPage shell={shell} groups={[...cards, registrationForm, accountPage, brand]} />,
  );
});

settings.route('/brand', brandSettings);

for (const group of groups) {
  const here = `/${group.path}`;
  const look = (c: Place) => (group.figures ? seenWith(c, group.figures) : seen(c));
  settings.get(here, async (c) => {
    const found = await look(c);
    const notice = noticeOf(c);
    const form = { values: group.asTyped(found.store, c.var.language), problems: {} };
    return showGroup(c, group, found, { form, notice, status: 200 });
  });
  settings.post(here, async (c) => {
    const parsed = await parseForm(c, group.schema(c.var.store));
    if (!parsed.ok) return showGroup(c, group, await look(c), { form: parsed.form, notice: undefined, status: 422 });
    const result = await saved(c, parsed.form, {
      changeOf: parsed.input,
      ...(group.isSensitive && { isSensitive: true }),
    });
    if (result.ok) return c.redirect(`/admin/settings/${group.path}?done=saved`, 303);
    return showGroup(c, group, group.figures ? await look(c) : result.seen, result);
  });
}

settings.route('/', deliveryMethods);
settings.route('/', taxRates);
settings.route('/registration', registrationDesk);
settings.route('/account-page', accountPageDesk);

type Shown = { form: FormState; notice: SettingsNotice; status: 200 | 409 | 422 };

function showGroup(
  c: Place,
  group: SettingsGroup,
  { who, store, figures = {} }: Seen,
  { form, notice, status }: Shown,
) {
  const shell = { ...shellOf(c, who), store };
  const asked = askedOf(who, group.isSensitive ?? false, c.var.now);
  const body = (
    <SettingsFormPage
      shell={shell}
      group={group}
      form={form}
      figures={figures}
      now={c.var.now}
      notice={notice}
      asOf={store.updatedAt}
      {...asked}
    />
  );
  return page(c, shell, group.title(shell.t), body, status);
}

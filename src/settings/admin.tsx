// /admin/settings: what the store decides about itself, group by group. Everybody of the staff may look; managers change.
import { Hono, type Context } from 'hono';
import { settingValue } from '../stores/words.ts';
import { page, shellOf } from '../ui/page.tsx';
import type { StaffEnv } from '../web/context.ts';
import { parseForm, type FormState } from '../web/forms.ts';
import { access } from './access/fields.tsx';
import { brandSettings } from './brand/admin.tsx';
import { brand } from './brand/pages.tsx';
import type { SettingsGroup } from './fields.tsx';
import { SettingsFormPage, SettingsPage, type SettingsCard, type SettingsNotice } from './pages.tsx';
import { askedOf, saved, seen, type Seen } from './routes.ts';
import { shopping } from './shopping/fields.tsx';
import { staffAccess } from './staff/fields.tsx';

type Place = Context<StaffEnv>;

/** In the order of the page. */
const groups: readonly SettingsGroup[] = [access, shopping, staffAccess];

/** Each with its settings as they are. */
const cards = groups.map((group): SettingsCard => ({
  ...group,
  facts: (shell) => {
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
  return page(c, shell, shell.t('settings.title'), <SettingsPage shell={shell} groups={[...cards, brand]} />);
});

settings.route('/brand', brandSettings);

for (const group of groups) {
  const here = `/${group.path}`;
  settings.get(here, async (c) => {
    const found = await seen(c);
    const notice = c.req.query('done') === 'saved' ? ({ done: 'saved' } as const) : undefined;
    const form = { values: group.asTyped(found.store, c.var.language), problems: {} };
    return showGroup(c, group, found, { form, notice, status: 200 });
  });
  settings.post(here, async (c) => {
    const parsed = await parseForm(c, group.schema(c.var.store));
    if (!parsed.ok) return showGroup(c, group, await seen(c), { form: parsed.form, notice: undefined, status: 422 });
    const result = await saved(c, parsed.form, {
      changeOf: parsed.input,
      ...(group.isSensitive && { isSensitive: true }),
    });
    if (result.ok) return c.redirect(`/admin/settings/${group.path}?done=saved`, 303);
    return showGroup(c, group, result.seen, result);
  });
}

type Shown = { form: FormState; notice: SettingsNotice; status: 200 | 409 | 422 };

function showGroup(c: Place, group: SettingsGroup, { who, store }: Seen, { form, notice, status }: Shown) {
  const shell = { ...shellOf(c, who), store };
  const asked = askedOf(who, group.isSensitive ?? false, c.var.now);
  const body = (
    <SettingsFormPage shell={shell} group={group} form={form} notice={notice} asOf={store.updatedAt} {...asked} />
  );
  return page(c, shell, group.title(shell.t), body, status);
}

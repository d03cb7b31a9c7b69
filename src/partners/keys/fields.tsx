import { moments } from '../../ui/dates.ts';
import { described, Problem } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import type { Scope } from '../scopes.ts';
import { boxOf } from './input.ts';
import type { Key } from './keys.ts';
import { stateOf, type State } from './states.ts';

const rights = ['read', 'write'] as const;

type Right = (typeof rights)[number];
type Resource = Scope extends `${infer Name}:${Right}` ? Name : never;

/** What scopes are about, in words. */
const words: Record<Resource, (t: Translate) => string> = {
  customers: (t) => t('partners.of_customers'),
  groups: (t) => t('partners.of_groups'),
  products: (t) => t('partners.of_products'),
  orders: (t) => t('partners.of_orders'),
  documents: (t) => t('partners.of_documents'),
  points: (t) => t('partners.of_points'),
  discussions: (t) => t('partners.of_discussions'),
  webhooks: (t) => t('partners.of_webhooks'),
};

function isResource(name: string): name is Resource {
  return name in words;
}

type Row = { resource: Resource; scopes: Partial<Record<Right, Scope>> };

/** The scopes by what they are about, in the order in which they come. */
function byResource(scopes: readonly Scope[]): Row[] {
  const rows: Row[] = [];
  for (const scope of scopes) {
    const [resource = '', last] = scope.split(':');
    const right = rights.find((one) => one === last);
    if (!isResource(resource) || !right) continue;
    const row = rows.find((one) => one.resource === resource) ?? { resource, scopes: {} };
    if (!rows.includes(row)) rows.push(row);
    row.scopes[right] = scope;
  }
  return rows;
}

/** Scopes in words: `Customers (read, write), Orders (read)`. */
export function scopesInWords(t: Translate, scopes: readonly Scope[]): string {
  return byResource(scopes)
    .map(({ resource, scopes: given }) => {
      const may = rights.filter((right) => given[right]).map((right) => t(`partners.${right}`));
      return `${words[resource](t)} (${may.join(', ')})`;
    })
    .join(', ');
}

/** What the boxes of scopes are called, for the summary of what is wrong. */
export function scopeLabels(t: Translate, scopes: readonly Scope[]): Record<string, string> {
  return {
    scopes: t('partners.scopes'),
    ...Object.fromEntries(scopes.map((scope) => [boxOf(scope), scopesInWords(t, [scope])])),
  };
}

type ScopeBoxesProps = { t: Translate; form: FormState; scopes: readonly Scope[] };

/** What a key may do: a row for each thing, with a box to read it and a box to write it. */
export function ScopeBoxes({ t, form, scopes }: ScopeBoxesProps) {
  return (
    <fieldset class="field" id="scopes" {...described({ t, form, name: 'scopes', label: '', hint: 'scopes' })}>
      <legend class="font-medium">{t('partners.scopes')}</legend>
      <p class="quiet" id="scopes-hint">
        {t('partners.scopes_hint')}
      </p>
      <Problem t={t} form={form} name="scopes" />
      <table class="table with-fields">
        <thead>
          <tr>
            <th scope="col">{t('partners.what')}</th>
            {rights.map((right) => (
              <th scope="col">{t(`partners.${right}`)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {byResource(scopes).map(({ resource, scopes: given }) => (
            <tr>
              <td>
                {words[resource](t)} <code class="quiet">{resource}</code>
              </td>
              {rights.map((right) => (
                <td class="max-md:inline-block" data-label={given[right] && t(`partners.${right}`)}>
                  {given[right] && <ScopeBox t={t} form={form} scope={given[right]} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

function ScopeBox({ t, form, scope }: { t: Translate; form: FormState; scope: Scope }) {
  const name = boxOf(scope);
  const label = scopesInWords(t, [scope]);
  return (
    <>
      <input
        class="checkbox"
        type="checkbox"
        id={name}
        name={name}
        value="on"
        checked={form.values[name] === 'on'}
        aria-label={label}
        {...described({ t, form, name, label })}
      />
      <Problem t={t} form={form} name={name} />
    </>
  );
}

const looks: Record<State, { tone: string; isOver?: boolean }> = {
  active: { tone: '' },
  expiring: { tone: 'tag-pending' },
  ending: { tone: 'tag-pending' },
  without_maker: { tone: 'tag-denied' },
  replaced: { tone: 'tag-grey', isOver: true },
  expired: { tone: 'tag-grey', isOver: true },
  revoked: { tone: 'tag-grey', isOver: true },
};

/** How a key stands, and until or since when. */
export function StateTag({ shell, of: key, now }: { shell: Shell; of: Key; now: number }) {
  const { t, language, store } = shell;
  const state = stateOf(key, now);
  const { tone, isOver } = looks[state];
  const at = key.revokedAt ?? key.expiresAt;
  const time = at === null ? null : moments(language, store.timeZone)(at);
  return (
    <>
      <span class={`tag tag-first whitespace-nowrap ${tone}`}>{t(`partners.state_${state}`)}</span>
      {time !== null && (
        <span class="quiet"> {isOver ? t('partners.since', { time }) : t('partners.until', { time })}</span>
      )}
    </>
  );
}

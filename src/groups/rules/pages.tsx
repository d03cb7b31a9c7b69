// The rule of a group as a form, and who would come and go by it.
import type { Child } from 'hono/jsx';
import { Choice, Field, ProblemSummary, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { whole } from '../../ui/money.ts';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import { nameAmong, type FoundGroup, type Group } from '../groups.ts';
import type { Preview } from './rules.ts';

type RuleFieldsProps = { shell: Shell; form: FormState; countries: readonly { value: string; label: string }[] };

export type RuleSectionProps = Omit<RuleFieldsProps, 'form'> & {
  group: FoundGroup;
  all: readonly Group[];
  mayChange: boolean;
  ruleForm: FormState;
  /** Who would come and go by the rule that is typed; null where nobody asked. */
  preview: Preview | null;
};

export function RuleSection({ shell, group, all, countries, ruleForm, preview, mayChange }: RuleSectionProps) {
  const { t } = shell;
  const at = `/admin/groups/${group.id}`;
  return (
    <section class="part">
      <h2>{t('groups.rule_title')}</h2>
      <p>{t('groups.rule')}</p>
      <ProblemSummary t={t} form={ruleForm} labels={ruleLabels(shell, countries)} />
      <FormOrFacts mayChange={mayChange} action={`${at}/rule`} class="part max-w-2xl">
        <fieldset class="part" disabled={!mayChange}>
          <legend class="sr-only">{t('groups.rule_title')}</legend>
          <RuleFields shell={shell} form={ruleForm} countries={countries} />
        </fieldset>
        {preview && <WouldMove shell={shell} preview={preview} all={all} />}
        {mayChange && (
          <div class="acts">
            <button class="btn btn-plain" type="submit" formaction={`${at}/preview#preview`}>
              {t('groups.preview')}
            </button>
            <button class="btn btn-primary" type="submit">
              {t('groups.save_and_run')}
            </button>
          </div>
        )}
      </FormOrFacts>
      {mayChange && group.rule && (
        <details>
          <summary class="cursor-pointer">{t('groups.remove_rule')}</summary>
          <form method="post" action={`${at}/rule/removal`} class="flex flex-col gap-2 items-start">
            <p>{t('groups.remove_rule_question')}</p>
            <button class="btn btn-danger btn-sm" type="submit">
              {t('groups.remove_rule_submit')}
            </button>
          </form>
        </details>
      )}
    </section>
  );
}

type FormOrFactsProps = { mayChange: boolean; action: string; class: string; children: Child };

/** A form around fields; whoever may not change them has nothing to send. */
export function FormOrFacts({ mayChange, action, class: look, children }: FormOrFactsProps) {
  if (!mayChange) return <div class={look}>{children}</div>;
  return (
    <form method="post" action={action} class={look} novalidate>
      {children}
    </form>
  );
}

/** What the fields are called, in their order. */
function ruleLabels({ t, store }: Shell, countries: RuleFieldsProps['countries']): Record<string, string> {
  return {
    match: t('groups.match'),
    turnoverFrom: t('groups.turnover_from', { currency: store.currency }),
    ordersFrom: t('groups.orders_from'),
    orderedWithinDays: t('groups.ordered_within'),
    notOrderedForDays: t('groups.not_ordered_for'),
    registeredForDays: t('groups.registered_for'),
    hasVatId: t('fields.vatId'),
    hasNewsletter: t('customers.newsletter'),
    ...Object.fromEntries(countries.map(({ value, label }) => [`country_${value}`, label])),
    position: t('groups.position'),
  };
}

/** Countries beside each other; more than these are folded away. */
const mostShown = 12;

function RuleFields({ shell, form, countries }: RuleFieldsProps) {
  const { t } = shell;
  const labels = ruleLabels(shell, countries);
  const field = (name: string) => ({ t, form, name, label: labels[name] ?? name, isMarked: false });
  const number = (name: string) => ({
    ...field(name),
    autocomplete: 'off',
    inputmode: 'numeric' as const,
    maxlength: 9,
  });
  const choice = (name: string, yes: string, no: string) => ({
    ...field(name),
    options: [
      { value: '', label: t('groups.any') },
      { value: 'yes', label: yes },
      { value: 'no', label: no },
    ],
  });
  const ticks = countries.map(({ value }) => <Tick {...field(`country_${value}`)} />);
  const isTicked = countries.some(({ value }) => form.values[`country_${value}`] === 'on');
  return (
    <>
      <Choice
        {...field('match')}
        options={[
          { value: 'all', label: t('groups.match_all') },
          { value: 'any', label: t('groups.match_any') },
        ]}
      />
      <div class="address-fields items-end">
        <div class="half">
          <Field {...number('turnoverFrom')} inputmode="decimal" maxlength={16} />
        </div>
        <div class="half">
          <Field {...number('ordersFrom')} />
        </div>
        <div class="half">
          <Field {...number('orderedWithinDays')} />
        </div>
        <div class="half">
          <Field {...number('notOrderedForDays')} hint={t('groups.not_ordered_for_hint')} />
        </div>
        <div class="half">
          <Field {...number('registeredForDays')} />
        </div>
        <div class="half">
          <Choice {...choice('hasVatId', t('groups.has_vat_id'), t('groups.has_no_vat_id'))} />
        </div>
        <div class="half">
          <Choice {...choice('hasNewsletter', t('groups.has_newsletter'), t('groups.has_no_newsletter'))} />
        </div>
      </div>
      <fieldset class="field">
        <legend class="text-base font-medium">{t('groups.countries')}</legend>
        {countries.length > mostShown ? (
          <details open={isTicked}>
            <summary>{t('groups.choose_countries')}</summary>
            <div class="cards">{ticks}</div>
          </details>
        ) : (
          ticks
        )}
      </fieldset>
      <Field {...number('position')} hint={t('groups.position_hint')} maxlength={4} required />
    </>
  );
}

type PreviewProps = { shell: Shell; preview: Preview; all: readonly Group[] };

/** Who would come into the group and who would leave it. */
function WouldMove({ shell, preview, all }: PreviewProps) {
  const { t } = shell;
  const entering = preview.filter(({ enters }) => enters === 1);
  const leaving = preview.filter(({ enters }) => enters === 0);
  return (
    <section class="panel" id="preview" role="status">
      <h3 class="font-semibold">{t('groups.preview_title')}</h3>
      <p class="quiet">{t('groups.preview_hint')}</p>
      <Movers
        shell={shell}
        people={entering}
        title={wordsFor(t, 'enter', entering)}
        way={({ fromId }) => t('groups.from_group', { group: nameAmong(all, fromId) })}
      />
      <Movers
        shell={shell}
        people={leaving}
        title={wordsFor(t, 'leave', leaving)}
        way={({ toId }) => t('groups.to_group', { group: nameAmong(all, toId) })}
      />
    </section>
  );
}

function wordsFor(t: Translate, way: 'enter' | 'leave', [first]: Preview): string {
  return first ? t(`groups.would_${way}`, { count: first.count }) : t(`groups.nobody_would_${way}`);
}

type MoversProps = { shell: Shell; people: Preview; title: string; way: (one: Preview[number]) => string };

function Movers({ shell: { t, language }, people, title, way }: MoversProps) {
  const more = (people[0]?.count ?? 0) - people.length;
  return (
    <>
      <p class="font-medium">{title}</p>
      {people.length > 0 && (
        <ul class="list-disc ps-5">
          {people.map((one) => (
            <li>
              <bdi>{one.name}</bdi> <span class="quiet">{way(one)}</span>
            </li>
          ))}
          {more > 0 && <li>{t('groups.and_more', { more: whole(more, language) })}</li>}
        </ul>
      )}
    </>
  );
}

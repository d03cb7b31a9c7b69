import type { Child } from 'hono/jsx';
import { Tick } from '../../ui/fields.tsx';
import { Radios } from '../../ui/radios.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';

/** Boxes beside each other; more than these are folded away. */
const mostShown = 12;

type TicksProps = {
  t: Translate;
  form: FormState;
  legend: string;
  /** What the names of the fields begin with: `group` makes `group_<value>`. */
  part: string;
  options: readonly { value: string; label: string }[];
};

/** Some of several, each with its box. */
export function Ticks({ t, form, legend, part, options }: TicksProps) {
  const ticks = options.map(({ value, label }) => (
    <Tick t={t} form={form} name={`${part}_${value}`} label={label} isMarked={false} />
  ));
  const isTicked = options.some(({ value }) => form.values[`${part}_${value}`] === 'on');
  return (
    <fieldset class="field">
      <legend class="sr-only">{legend}</legend>
      {options.length > mostShown ? (
        <details open={isTicked}>
          <summary>{legend}</summary>
          <div class="cards">{ticks}</div>
        </details>
      ) : (
        ticks
      )}
    </fieldset>
  );
}

type AudienceFieldsProps = { t: Translate; form: FormState; groups: readonly { id: string; name: string }[] };

/** For whom something is. */
export function AudienceFields({ t, form, groups }: AudienceFieldsProps) {
  const options = (['everyone', 'customers', 'groups'] as const).map((value) => ({
    value,
    label: t(`audience.${value}`),
  }));
  return (
    <>
      <Radios t={t} form={form} name="visibility" label={t('audience.title')} required options={options} />
      <Ticks
        t={t}
        form={form}
        legend={t('groups.title')}
        part="group"
        options={groups.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </>
  );
}

type SheetProps = {
  action: string;
  /** What its fields are about. */
  title: string;
  mayChange: boolean;
  /** What is sent along. */
  hidden?: Child;
  /** Its buttons. */
  acts: Child;
  children: Child;
};

/** A form for whoever may send it; for others its fields, which they only read. */
export function Sheet({ action, title, mayChange, hidden, acts, children }: SheetProps) {
  const fields = (
    <fieldset class="part" disabled={!mayChange}>
      <legend class="sr-only">{title}</legend>
      {children}
    </fieldset>
  );
  if (!mayChange) return <div class="part max-w-2xl">{fields}</div>;
  return (
    <form method="post" action={action} class="part max-w-2xl" novalidate>
      {hidden}
      {fields}
      <div class="acts">{acts}</div>
    </form>
  );
}

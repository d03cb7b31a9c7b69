// The fields by which people tell a store about themselves, as it asks for them.
import { Choice, Field, LongText, Tick } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { AddressFields, labelsOf as addressLabelsOf } from '../addresses/fields.tsx';
import { longestLine, longestNumber, longestText } from './answers.ts';
import {
  detailNames,
  inputNameOf,
  longest,
  wordsIn,
  type Answers,
  type Asked,
  type AskedQuestion,
  type DetailName,
  type Question,
} from './asked.ts';
import type { Around } from './input.ts';

const inputs = {
  name: { autocomplete: 'name', maxlength: longest.name },
  phone: { autocomplete: 'tel', type: 'tel', inputmode: 'tel', maxlength: longest.phone },
  company: { autocomplete: 'organization', maxlength: longest.company },
  vatId: { autocomplete: 'off', maxlength: longest.vatId },
  birthDate: { autocomplete: 'bday', type: 'date' },
} as const;

/** The fields that are also the address's: asked for once. */
const ofAddressToo = ['name', 'company', 'phone'] as const;

type PersonFieldsProps = {
  shell: Shell;
  form: FormState;
  asked: Asked;
  around: Around;
  /** Whether somebody else fills in the form: a browser then offers nothing of theirs. */
  isOfAnother?: boolean;
};

/** What the store asks, the consent to the newsletter apart. */
export function PersonFields({ shell, form, asked, around, isOfAnother = false }: PersonFieldsProps) {
  const { t, language } = shell;
  const { billingAddress } = asked;
  const shown = detailNames.filter((name) => asked.details[name] !== 'off');
  return (
    <>
      {shown.map((name) => (
        <Field
          t={t}
          form={form}
          name={name}
          label={t(`fields.${name}`)}
          hint={name === 'vatId' ? t('hints.vat_id') : undefined}
          required={asked.details[name] === 'required'}
          {...inputs[name]}
          {...(isOfAnother ? { autocomplete: 'off' } : {})}
        />
      ))}
      {asked.own.map((field) => (
        <OwnFieldInput shell={shell} form={form} field={field} />
      ))}
      {billingAddress !== 'off' && (
        <fieldset class="part">
          <legend>{t('fields.billing_address')}</legend>
          {billingAddress === 'optional' && <p class="quiet">{t('hints.billing_address')}</p>}
          <AddressFields
            t={t}
            language={language}
            form={form}
            countries={around.countries}
            country={around.country}
            without={ofAddressToo.filter((name) => shown.includes(name))}
            isOptional={billingAddress === 'optional'}
          />
        </fieldset>
      )}
    </>
  );
}

function OwnFieldInput({ shell, form, field }: { shell: Shell; form: FormState; field: AskedQuestion }) {
  const { t, language, store } = shell;
  const words = (some: Question['label']) => wordsIn(some, language, store);
  const required = field.demand === 'required';
  const hint = field.earlier === undefined ? undefined : t('hints.earlier_answer', { answer: field.earlier });
  const props = { t, form, name: inputNameOf(field), label: words(field.label), hint, required };
  switch (field.type) {
    case 'checkbox':
      return <Tick {...props} />;
    case 'choice': {
      const options = field.choices.map(({ value, label }) => ({ value, label: words(label) }));
      return <Choice {...props} options={[{ value: '', label: t('addresses.choose') }, ...options]} />;
    }
    case 'number':
      return <Field {...props} autocomplete="off" inputmode="decimal" maxlength={longestNumber} />;
    case 'date':
      return <Field {...props} autocomplete="off" type="date" />;
    case 'text':
      return <Field {...props} autocomplete="off" maxlength={longestLine} />;
    case 'long_text':
      return <LongText {...props} maxlength={longestText} rows={5} />;
  }
}

/** The box for the newsletter, where the store has one. */
export function NewsletterField({
  shell: { t },
  form,
  asked,
  hint,
}: Omit<PersonFieldsProps, 'around'> & { hint?: string | undefined }) {
  if (asked.newsletter === 'off') return null;
  const required = asked.newsletter === 'required';
  return <Tick t={t} form={form} name="newsletter" label={t('fields.newsletter')} hint={hint} required={required} />;
}

/** The names of all these fields in the order of the form, for the summary of what is wrong. */
export function personLabels({ t, language, store }: Shell, asked: Asked, { country }: Around): Record<string, string> {
  const details = detailNames.map((name: DetailName) => [name, t(`fields.${name}`)] as const);
  const own = asked.own.map((field) => [inputNameOf(field), wordsIn(field.label, language, store)] as const);
  return {
    ...Object.fromEntries([...details, ...own]),
    ...(asked.billingAddress === 'off' ? {} : addressLabelsOf(t, country)),
  };
}

/** The store's own questions with what somebody has answered, for whoever only reads it. */
export function answersShown({ t, language, store }: Shell, { own }: Asked, answers: Answers) {
  return own.map((field) => {
    const answer = answers[field.key] ?? '';
    const choice = field.choices.find(({ value }) => field.type === 'choice' && value === answer);
    const isTicked = field.type === 'checkbox' && answer === 'on';
    const words = choice ? wordsIn(choice.label, language, store) : isTicked ? t('customers.yes') : answer;
    return [wordsIn(field.label, language, store), words] as const;
  });
}

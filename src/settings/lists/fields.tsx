import { Choice } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import type { Translate } from '../../web/i18n.ts';
import { AsOf } from '../fields.tsx';
import { placesFor } from './input.ts';

type PlacesProps = {
  t: Translate;
  form: FormState;
  legend: string;
  hint: string;
  /** What the names of the fields begin with: `language` makes `language_<value>`. */
  part: string;
  options: readonly { value: string; label: string }[];
};

/** A few values, each with its place in the list or none. */
export function Places({ t, form, legend, hint, part, options }: PlacesProps) {
  const places = placesFor(options.map(({ value }) => value)).map((place) => ({
    value: place,
    label: place === '' ? t('settings.not_offered') : t('settings.place', { place }),
  }));
  return (
    <fieldset class="part">
      <legend class="font-medium">{legend}</legend>
      <p class="quiet">{hint}</p>
      {options.map(({ value, label }) => (
        <Choice t={t} form={form} name={`${part}_${value}`} label={label} options={places} isMarked={false} />
      ))}
    </fieldset>
  );
}

type ActionProps = { shell: Shell; action: string; asOf: number; words: string };

/** What takes a row out of its list. */
export function RemovalForm({ shell: { t }, action, asOf, words }: ActionProps) {
  return (
    <form method="post" action={action} class="panel">
      <AsOf at={asOf} />
      <p>{words}</p>
      <button class="btn btn-danger self-start" type="submit">
        {t('settings.remove')}
      </button>
    </form>
  );
}

// What something is called in each language of a store.
import { Field } from './fields.tsx';
import type { Shell } from './layout.tsx';
import type { FormState } from '../web/forms.ts';
import { longestName } from '../web/translations.ts';

type NameFieldsProps = { shell: Shell; form: FormState; labels: Readonly<Record<string, string>> };

/** A field `name_<language>` for each; in the store's first it must have a name. For among the fields of a form, half as wide each. */
export function NameFields({ shell: { t, store }, form, labels }: NameFieldsProps) {
  return (
    <>
      {store.languages.map((language, place) => (
        <div class="half">
          <Field
            t={t}
            form={form}
            name={`name_${language}`}
            label={labels[`name_${language}`] ?? ''}
            autocomplete="off"
            maxlength={longestName}
            required={place === 0}
          />
        </div>
      ))}
    </>
  );
}

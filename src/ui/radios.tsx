// A choice of one that shows all there is to choose: by mouse, finger and arrow keys, without script.
import type { Child } from 'hono/jsx';
import { Problem, described, type FieldProps } from './fields.tsx';

type RadiosProps = FieldProps & { options: readonly { value: string; label: Child }[] };

/** Labelled radio buttons; the first has the field's name as its id, for the summary of what is wrong. */
export function Radios(props: RadiosProps) {
  const { t, form, name, label, hint, options, required, below } = props;
  return (
    <fieldset class="field" role="radiogroup" {...described(props)}>
      <legend class="font-medium">{label}</legend>
      {hint && (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {options.map((option, place) => {
        const id = place === 0 ? name : `${name}-${option.value}`;
        return (
          <p class="tick">
            <input
              class="radio"
              type="radio"
              id={id}
              name={name}
              value={option.value}
              checked={form.values[name] === option.value}
              required={required}
            />
            <label for={id}>{option.label}</label>
          </p>
        );
      })}
      <Problem t={t} form={form} name={name} />
      {below}
    </fieldset>
  );
}

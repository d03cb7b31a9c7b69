// A file to choose, with what may be chosen under its label.
import type { Child } from 'hono/jsx';
import { Problem, type FieldProps } from './fields.tsx';

type FileFieldProps = Pick<FieldProps, 't' | 'form' | 'name' | 'label'> & { hint: Child; accept: string };

/** A labelled choice of one file; `accept` names the kinds as HTML does. */
export function FileField({ t, form, name, label, hint, accept }: FileFieldProps) {
  const isWrong = form.problems[name] !== undefined;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <p class="quiet" id={`${name}-hint`}>
        {hint}
      </p>
      <input
        class="file"
        type="file"
        id={name}
        name={name}
        accept={accept}
        required
        aria-describedby={isWrong ? `${name}-hint ${name}-problem` : `${name}-hint`}
        aria-invalid={isWrong ? 'true' : undefined}
      />
      <Problem t={t} form={form} name={name} />
    </div>
  );
}

// Fields of forms: label above, hint under it, what is wrong under the field, and a summary on top that leads to each.
import type { Child } from 'hono/jsx';
import type { FormState } from '../web/forms.ts';
import type { Translate } from '../web/i18n.ts';

export type FieldProps = {
  t: Translate;
  form: FormState;
  name: string;
  label: string;
  hint?: string | undefined;
  required?: boolean | undefined;
  /** False where the form says by other words that it may stay empty. */
  isMarked?: boolean | undefined;
  /** What belongs to the field and stands under it. */
  below?: Child;
};

type InputProps = FieldProps & {
  type?: 'text' | 'email' | 'tel' | 'password' | 'date';
  autocomplete: string;
  inputmode?: 'email' | 'tel' | 'text' | 'numeric' | 'decimal' | undefined;
  maxlength?: number | undefined;
  enterkeyhint?: 'next' | 'done' | 'go';
  /** What the field holds when nothing was typed yet. */
  value?: string;
};

/** A labelled input of one line. A password is never shown again. */
export function Field(props: InputProps) {
  const { form, name, type = 'text' } = props;
  return (
    <FieldFrame {...props}>
      <input
        class="input w-full"
        id={name}
        name={name}
        type={type}
        autocomplete={props.autocomplete}
        inputmode={props.inputmode}
        enterkeyhint={props.enterkeyhint}
        maxlength={props.maxlength}
        required={props.required}
        value={type === 'password' ? undefined : (form.values[name] ?? props.value)}
        {...described(props)}
      />
    </FieldFrame>
  );
}

type LongTextProps = FieldProps & { maxlength: number; rows?: number };

/** A labelled text of several lines. */
export function LongText(props: LongTextProps) {
  const { form, name, rows = 3 } = props;
  return (
    <FieldFrame {...props}>
      <textarea
        class="textarea w-full"
        id={name}
        name={name}
        rows={rows}
        maxlength={props.maxlength}
        required={props.required}
        {...described(props)}
      >
        {form.values[name] ?? ''}
      </textarea>
    </FieldFrame>
  );
}

type ChoiceProps = FieldProps & {
  options: readonly { value: string; label: string }[];
  value?: string;
  autocomplete?: string;
};

/** A labelled choice of one. */
export function Choice(props: ChoiceProps) {
  const chosen = props.form.values[props.name] ?? props.value;
  return (
    <FieldFrame {...props}>
      <select
        class="select w-full"
        id={props.name}
        name={props.name}
        autocomplete={props.autocomplete}
        {...described(props)}
      >
        {props.options.map((option) => (
          <option value={option.value} selected={option.value === chosen}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

/** A box to tick, with its words beside it. It is marked only where it must be ticked. */
export function Tick(props: FieldProps) {
  const { t, form, name, label, hint, required } = props;
  return (
    <div class="field">
      <p class="tick">
        <input
          class="checkbox"
          type="checkbox"
          id={name}
          name={name}
          value="on"
          checked={form.values[name] === 'on'}
          required={required}
          {...described(props)}
        />
        <label for={name}>
          {label}
          {required && <span class="quiet"> ({t('fields.required')})</span>}
        </label>
      </p>
      {hint && (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <Problem t={t} form={form} name={name} />
    </div>
  );
}

/** What is wrong with the form, with a link to each field in the order of the labels; nothing where nothing is. */
export function ProblemSummary({ t, form, labels }: { t: Translate; form: FormState; labels: Record<string, string> }) {
  const problems = Object.entries(form.problems);
  if (problems.length === 0) return null;
  const order = Object.keys(labels);
  problems.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
  return (
    <div class="notice notice-refused" role="alert">
      <p>{t('problems.summary', { count: problems.length })}</p>
      <ul class="list-disc ps-5">
        {problems.map(([name, problem]) => (
          <li>
            <a href={`#${name}`}>{labels[name] ?? name}</a>: {t(`problems.${problem}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Says what happened (`done`) or why it did not (`refused`). */
export function Notice({ tone, children }: { tone: 'done' | 'refused'; children: Child }) {
  return tone === 'done' ? (
    <p class="notice notice-done" role="status">
      {children}
    </p>
  ) : (
    <p class="notice notice-refused" role="alert">
      {children}
    </p>
  );
}

function FieldFrame(props: FieldProps & { children: Child }) {
  const { t, form, name, label, hint, required, isMarked = true, below, children } = props;
  return (
    <div class="field">
      <label for={name}>
        {label}
        {!required && isMarked && <span class="quiet"> ({t('fields.optional')})</span>}
      </label>
      {hint && (
        <p class="quiet" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <Problem t={t} form={form} name={name} />
      {below}
    </div>
  );
}

/** What is wrong with the field, if anything is. */
export function Problem({ t, form, name }: Pick<FieldProps, 't' | 'form' | 'name'>) {
  const problem = form.problems[name];
  if (!problem) return null;
  return (
    <p class="wrong" id={`${name}-problem`}>
      {t(`problems.${problem}`)}
    </p>
  );
}

/** Ties a control to its hint and to what is wrong with it. */
export function described({ form, name, hint }: FieldProps) {
  const problem = form.problems[name];
  const ids = [hint ? `${name}-hint` : '', problem ? `${name}-problem` : ''].filter(Boolean).join(' ');
  return { 'aria-describedby': ids || undefined, 'aria-invalid': problem ? ('true' as const) : undefined };
}

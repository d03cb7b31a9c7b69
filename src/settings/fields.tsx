// What the forms of settings are made of.
import type { Child } from 'hono/jsx';
import type * as z from 'zod';
import type { lastNumbers } from '../documents/numbers.ts';
import type { Store, StoreChange } from '../stores/stores.ts';
import { settingChoices, settingName } from '../stores/words.ts';
import { Field } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Radios } from '../ui/radios.tsx';
import type { FormState } from '../web/forms.ts';
import type { Database } from '../web/database.ts';
import type { Language, Translate } from '../web/i18n.ts';

/** Settings that are changed together, by a form of their own at /admin/settings/<path>. */
export type SettingsGroup = {
  path: string;
  title: (t: Translate) => string;
  /** What they decide, in a line. */
  about: (t: Translate) => string;
  /** Whether money or mail goes where they say, so that whoever changes them says their password. */
  isSensitive?: boolean;
  /** The form, parsed into what it makes of the store as it is stored by then. */
  schema: (store: Store) => z.ZodType<(store: Store) => StoreChange>;
  /** The settings as the form shows them. */
  asTyped: (store: Store, language: Language) => Record<string, string>;
  /** What the fields are called, in their order. */
  labels: (shell: Shell) => Record<string, string>;
  Fields: (props: GroupFieldsProps) => Child;
  /** Figures that the form shows beside the settings, by name. */
  figures?: (db: Database, store: Store, now: number) => ReturnType<typeof lastNumbers>;
  /** Lists under the form, whose rows have pages of their own. */
  Below?: (props: BelowProps) => Child;
  /** The settings on the page of all, where that is not every field with what is in it. */
  facts?: (shell: Shell) => readonly (readonly [label: string, text: string])[];
};

export type Figures = Readonly<Record<string, number>>;

export type PolicyFieldProps = { shell: Shell; form: FormState };

export type GroupFieldsProps = PolicyFieldProps & { figures: Figures; now: number };

export type BelowProps = { shell: Shell; asOf: number; mayChange: boolean };

type PolicyProps = PolicyFieldProps & {
  /** The name of the policy, and of the field. */
  name: string;
  /** What it does, in a line. */
  hint: string;
  /** Where a shopper meets it. */
  see?: string | undefined;
};

/** A policy with a few values, all of them shown. */
export function PolicyChoice({ shell: { t }, form, name, hint, see }: PolicyProps) {
  const label = settingName(t, name);
  return (
    <Radios
      t={t}
      form={form}
      name={name}
      label={label}
      hint={hint}
      options={settingChoices(t, name)}
      required
      below={<See t={t} what={label} at={see} />}
    />
  );
}

type PolicyLineProps = PolicyProps & {
  maxlength: number;
  required?: boolean;
  type?: 'text' | 'email';
  inputmode?: 'decimal' | 'email' | 'numeric';
};

/** A policy that is a line of text. */
export function PolicyLine({ shell: { t }, form, name, hint, see, required, ...input }: PolicyLineProps) {
  const label = settingName(t, name);
  return (
    <Field
      t={t}
      form={form}
      name={name}
      label={label}
      hint={hint}
      autocomplete="off"
      required={required}
      below={<See t={t} what={label} at={see} />}
      {...input}
    />
  );
}

/** A policy that is a number of something. */
export function PolicyNumber({ isOptional, ...line }: PolicyProps & { isOptional?: true }) {
  return <PolicyLine {...line} inputmode="numeric" maxlength={10} required={!isOptional} />;
}

/** To the page where a setting is seen. */
export function See({ t, what, at }: { t: Translate; what: string; at: string | undefined }) {
  if (at === undefined) return null;
  return (
    <p>
      <a href={at}>
        {t('settings.see')}
        <span class="sr-only">: {what}</span>
      </a>
    </p>
  );
}

/** Which state of the settings a form is about. */
export function AsOf({ at }: { at: number }) {
  return <input type="hidden" name="asOf" value={String(at)} />;
}

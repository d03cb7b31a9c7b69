// The fields that people sign in with: the address, the password that they have, and a new one with its strength.
import { asset } from '../ui/assets.ts';
import { Field } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';
import type { Translate } from '../web/i18n.ts';
import { longestPassword, strengths } from './strengths.ts';

/** The address somebody signs in with. */
export function EmailField(props: { t: Translate; form: FormState; label?: string; autocomplete?: string }) {
  const { t, form, label = t('fields.email'), autocomplete = 'username' } = props;
  return (
    <Field
      t={t}
      form={form}
      name="email"
      type="email"
      label={label}
      autocomplete={autocomplete}
      inputmode="email"
      enterkeyhint="next"
      maxlength={254}
      required
    />
  );
}

/** The names of the fields, for the summary of what is wrong. */
export function labelsOf(t: Translate) {
  return { email: t('fields.email'), password: t('fields.password') };
}

type SignInFormProps = { t: Translate; form: FormState; action: string; next: string };

/** Address and password; `next` is where they wanted to go. */
export function SignInForm({ t, form, action, next }: SignInFormProps) {
  return (
    <form method="post" action={action} class="narrow" novalidate>
      <input type="hidden" name="next" value={next} />
      <EmailField t={t} form={form} />
      <Field
        t={t}
        form={form}
        name="password"
        type="password"
        label={t('fields.password')}
        autocomplete="current-password"
        enterkeyhint="go"
        required
      />
      <button class="btn btn-primary" type="submit">
        {t('login.submit')}
      </button>
    </form>
  );
}

/** The password that somebody has, asked once more before what only they may do. */
export function CurrentPasswordField({ t, form }: { t: Translate; form: FormState }) {
  return (
    <Field
      t={t}
      form={form}
      name="currentPassword"
      type="password"
      label={t('fields.current_password')}
      autocomplete="current-password"
      required
    />
  );
}

/**
 * A field for a new password with its strength shown as it is typed. The meter is the browser module's to fill: without
 * scripts it stays hidden, and the server says the same after sending.
 */
export function NewPasswordField({ shell, form, label }: { shell: Shell; form: FormState; label?: string }) {
  const { store, t } = shell;
  const { passwordMinimum } = store.policies;
  return (
    <>
      <Field
        t={t}
        form={form}
        name="password"
        type="password"
        label={label ?? t('fields.password')}
        hint={t('hints.password', { count: passwordMinimum })}
        autocomplete="new-password"
        maxlength={longestPassword * 2}
        required
        below={
          <p
            class="strength"
            hidden
            data-strength-of="password"
            data-dictionary={asset('dictionary.json')}
            data-store={store.name}
            data-minimum={passwordMinimum}
            data-words={strengths.map((one) => t(`strength.${one}`)).join('|')}
          >
            <span>{t('strength.label')}</span>
            <meter min="0" max="5" low={2.5} high={3.5} optimum={5} value={0} aria-hidden="true" />
            <output aria-live="polite" />
          </p>
        }
      />
      <script type="module" src={asset('strength.js')} />
    </>
  );
}

/** The account a new password is for, so that a password manager files it there; people do not see it. */
export function AccountName({ email }: { email: string }) {
  return <input type="email" name="username" autocomplete="username" value={email} readonly hidden />;
}

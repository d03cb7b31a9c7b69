import { Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import type { FormState } from '../../web/forms.ts';
import { labelsOf, SignInForm } from '../../credentials/fields.tsx';

type FormProps = { shell: Shell; form: FormState };

export type LoginNotice = 'wrong' | 'too_many' | 'signed_out' | 'password_set';

const done: readonly LoginNotice[] = ['signed_out', 'password_set'];

type LoginPageProps = FormProps & { next: string; notice?: LoginNotice | undefined };

export function LoginPage({ shell, form, next, notice }: LoginPageProps) {
  const { store, t } = shell;
  return (
    <div class="narrow">
      <h1>{t('login.title')}</h1>
      {notice && <Notice tone={done.includes(notice) ? 'done' : 'refused'}>{t(`login.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={labelsOf(t)} />
      <SignInForm t={t} form={form} action="/login" next={next} />
      <p>
        <a href="/forgot-password">{t('forgotten.title')}</a>
      </p>
      {store.policies.registration === 'open' && (
        <p>
          {t('login.no_account')} <a href="/register">{t('layout.register')}</a>
        </p>
      )}
    </div>
  );
}

import { PersonFields, personLabels } from '../customers/details/fields.tsx';
import { wordsIn } from '../customers/details/asked.ts';
import type { Around } from '../customers/details/input.ts';
import { EmailField } from '../credentials/fields.tsx';
import { Notice, ProblemSummary } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import { Markdown } from '../ui/markdown.tsx';
import type { FormState } from '../web/forms.ts';
import type { Form } from './forms.ts';
import { askedBy, trap } from './input.ts';

/** Why a form that was filled in is there again, in words of the locales. */
export type FormNotice = 'once_more' | 'too_many_links' | 'too_many' | 'form_changed' | 'sent_before';

type FormPageProps = {
  shell: Shell;
  asking: Form;
  form: FormState;
  around: Around;
  /** What the form is sent with. */
  token: string;
  notice?: FormNotice | undefined;
};

export function FormPage({ shell, asking, form, around, token, notice }: FormPageProps) {
  const { t, store } = shell;
  const asked = askedBy(asking);
  return (
    <div class="narrow">
      <Heading shell={shell} asking={asking} />
      {notice && <Notice tone="refused">{t(`forms.${notice}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={{ email: t('fields.email'), ...personLabels(shell, asked, around) }} />
      <form method="post" action={`/forms/${asking.slug}?token=${token}`} class="narrow" novalidate>
        <EmailField t={t} form={form} autocomplete="email" />
        <PersonFields shell={shell} form={form} asked={asked} around={around} />
        <p class="sr-only" aria-hidden="true">
          <label for={trap}>{t('forms.trap')}</label>
          <input id={trap} name={trap} tabindex={-1} autocomplete="off" />
        </p>
        <p class="quiet">{t('forms.consequence', { store: store.name })}</p>
        <button class="btn btn-primary" type="submit">
          {t('forms.submit')}
        </button>
      </form>
    </div>
  );
}

/** What stands at the form's address for somebody who has filled it in, and for everybody once it is closed. */
export function FormEndPage({ shell, asking, is }: { shell: Shell; asking: Form; is: 'sent' | 'closed' }) {
  const { t, store } = shell;
  return (
    <div class="narrow">
      <h1>
        <bdi>{wordsIn(asking.titles, shell.language, store)}</bdi>
      </h1>
      <Notice tone={is === 'sent' ? 'done' : 'refused'}>{t(`forms.is_${is}`, { store: store.name })}</Notice>
      <p>
        <a href="/">{t('errors.home')}</a>
      </p>
    </div>
  );
}

function Heading({ shell: { store, language }, asking }: { shell: Shell; asking: Form }) {
  const words = wordsIn(asking.texts, language, store);
  return (
    <>
      <h1>
        <bdi>{wordsIn(asking.titles, language, store)}</bdi>
      </h1>
      {words && <Markdown markdown={words} origin={store.origin} />}
    </>
  );
}

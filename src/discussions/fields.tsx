// Questions and answers as the page of a product shows them, and the form to ask.
import { moments } from '../ui/dates.ts';
import { LongText } from '../ui/fields.tsx';
import type { Shell } from '../ui/layout.tsx';
import type { FormState } from '../web/forms.ts';
import type { Answer } from './answers.ts';
import { longestText, type Shown } from './questions.ts';

/** What the shop answered, the oldest first. */
export function Answers({ shell, answers }: { shell: Shell; answers: readonly Answer[] }) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <>
      {answers.map(({ text, at }) => (
        <div class="answer">
          <p class="quiet">
            {t('discussions.answer_of', { store: store.name })} <span class="tabular-nums">{when(at)}</span>
          </p>
          <p class="mail">
            <bdi>{text}</bdi>
          </p>
        </div>
      ))}
    </>
  );
}

type QuestionsProps = { shell: Shell; questions: readonly Shown[] };

/** What was asked about a product, with the answers. */
export function Questions({ shell, questions }: QuestionsProps) {
  const { t } = shell;
  if (questions.length === 0) return <p>{t('discussions.none_answered')}</p>;
  return (
    <>
      {questions.map(({ text, answers }) => (
        <article class="note">
          <p class="mail font-medium">
            <bdi>{text}</bdi>
          </p>
          <Answers shell={shell} answers={answers} />
        </article>
      ))}
    </>
  );
}

/** The name of the field, for the summary of what is wrong. */
export function labelsOf({ t }: Shell) {
  return { question: t('discussions.your_question') };
}

type AskFormProps = { shell: Shell; form: FormState; slug: string };

/** Asking about a product; a visitor is led to sign in first, and back. */
export function AskForm({ shell, form, slug }: AskFormProps) {
  const { t, who } = shell;
  const at = `/products/${slug}`;
  if (!who) {
    return (
      <p>
        <a class="underline" href={`/login?next=${encodeURIComponent(at)}`}>
          {t('discussions.sign_in')}
        </a>
      </p>
    );
  }
  return (
    <form method="post" action={`${at}/questions`} class="panel" novalidate>
      <LongText
        t={t}
        form={form}
        name="question"
        label={labelsOf(shell).question}
        hint={t('discussions.ask_hint')}
        maxlength={longestText}
        required
      />
      <button class="btn btn-plain self-start" type="submit">
        {t('discussions.ask')}
      </button>
    </form>
  );
}

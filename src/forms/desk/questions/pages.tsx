import { wordsIn, type Question } from '../../../customers/details/asked.ts';
import { QuestionFields, questionLabels, QuestionShown } from '../../../customers/details/editing/fields.tsx';
import { ProblemSummary } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import type { FormState } from '../../../web/forms.ts';
import type { Form } from '../../forms.ts';
import { types } from '../input.ts';

type QuestionPageProps = {
  shell: Shell;
  asking: Form;
  /** Null for a new one. */
  question: Question | null;
  form: FormState;
  mayChange: boolean;
};

export function QuestionPage({ shell, asking, question, form, mayChange }: QuestionPageProps) {
  const { t, store, language } = shell;
  const at = `/admin/forms/${asking.id}`;
  const here = `${at}/fields/${question?.key ?? 'new'}`;
  return (
    <>
      <p class="crumb">
        <a href={at}>
          <bdi>{wordsIn(asking.titles, language, store)}</bdi>
        </a>
      </p>
      <h1>
        <bdi>{question ? wordsIn(question.label, language, store) : t('forms.new_question')}</bdi>
      </h1>
      {mayChange && (
        <>
          <ProblemSummary t={t} form={form} labels={questionLabels(shell)} />
          <form method="post" action={here} class="narrow ms-0" novalidate>
            <QuestionFields shell={shell} form={form} types={types} />
            <button class="btn btn-primary self-start" type="submit">
              {t('profile.submit')}
            </button>
          </form>
        </>
      )}
      {question && !mayChange && <QuestionShown shell={shell} question={question} form={form} />}
      {question && mayChange && (
        <form method="post" action={`${here}/removal`} class="panel">
          <p>{t('forms.remove_hint')}</p>
          <button class="btn btn-danger self-start" type="submit">
            {t('forms.remove_question')}
          </button>
        </form>
      )}
    </>
  );
}

import { wordsIn, type Question } from '../../../customers/details/asked.ts';
import { longestText } from '../../../customers/details/input.ts';
import { demands } from '../../../stores/policies.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Choice, Field, LongText, ProblemSummary } from '../../../ui/fields.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import type { FormState } from '../../../web/forms.ts';
import type { Form } from '../../forms.ts';
import { inLanguage } from '../fields.tsx';
import { types } from '../input.ts';
import { mostQuestions } from './list.ts';

type QuestionsTableProps = { shell: Shell; asking: Form; mayChange: boolean };

/** The questions of a form in their order, with what may be done to each. */
export function QuestionsTable({ shell, asking, mayChange }: QuestionsTableProps) {
  const { t } = shell;
  const at = `/admin/forms/${asking.id}/fields`;
  return (
    <section class="part">
      <h2>{t('forms.questions')}</h2>
      <p class="quiet">{t('forms.questions_hint')}</p>
      {asking.fields.length > 0 && (
        <table class="table">
          <thead>
            <tr>
              <th scope="col">{t('forms.question')}</th>
              <th scope="col">{t('forms.type')}</th>
              <th scope="col">{t('forms.demand')}</th>
              {mayChange && (
                <th scope="col">
                  <span class="sr-only">{t('forms.order')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {asking.fields.map((question) => (
              <QuestionRow shell={shell} question={question} at={at} mayChange={mayChange} />
            ))}
          </tbody>
        </table>
      )}
      {mayChange && asking.fields.length < mostQuestions && (
        <a class="btn btn-plain self-start" href={`${at}/new`}>
          {t('forms.add_question')}
        </a>
      )}
    </section>
  );
}

type QuestionRowProps = { shell: Shell; question: Question; at: string; mayChange: boolean };

function QuestionRow({ shell, question, at, mayChange }: QuestionRowProps) {
  const { t, store, language } = shell;
  const words = wordsIn(question.label, language, store);
  return (
    <tr>
      <td>
        <a class="underline font-semibold" href={`${at}/${question.key}`} dir="auto">
          {words}
        </a>
      </td>
      <td data-label={t('forms.type')}>{t(`forms.type_${question.type}`)}</td>
      <td data-label={t('forms.demand')}>{t(`forms.demand_${question.demand}`)}</td>
      {mayChange && (
        <td>
          <MoveForm t={t} action={`${at}/${question.key}/move`} words={words} />
        </td>
      )}
    </tr>
  );
}

function MoveForm({ t, action, words }: { t: Shell['t']; action: string; words: string }) {
  const which = <span class="sr-only">: {words}</span>;
  return (
    <form method="post" action={action} class="acts">
      <button class="btn btn-plain btn-sm" type="submit" name="direction" value="up">
        {t('forms.up')}
        {which}
      </button>
      <button class="btn btn-plain btn-sm" type="submit" name="direction" value="down">
        {t('forms.down')}
        {which}
      </button>
    </form>
  );
}

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
          <ProblemSummary t={t} form={form} labels={labelsOf(shell)} />
          <form method="post" action={here} class="narrow ms-0" novalidate>
            <QuestionFields shell={shell} form={form} />
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

/** The question for somebody who may not change it. */
function QuestionShown({ shell, question, form }: { shell: Shell; question: Question; form: FormState }) {
  const { t } = shell;
  const values: Record<string, string> = {
    ...form.values,
    type: t(`forms.type_${question.type}`),
    demand: t(`forms.demand_${question.demand}`),
  };
  const facts = Object.entries(labelsOf(shell)).map(([name, label]) => [label, values[name] ?? ''] as const);
  return (
    <div class="answered">
      <Facts facts={facts} />
    </div>
  );
}

function labelsOf(shell: Shell): Record<string, string> {
  const { t, store } = shell;
  const inEach = (name: string, label: string) =>
    store.languages.map((language) => [`${name}_${language}`, inLanguage(shell, label, language)] as const);
  return {
    ...Object.fromEntries(inEach('label', t('forms.question'))),
    type: t('forms.type'),
    ...Object.fromEntries(inEach('choices', t('forms.choices'))),
    demand: t('forms.demand'),
  };
}

function QuestionFields({ shell, form }: { shell: Shell; form: FormState }) {
  const { t, store } = shell;
  const labels = labelsOf(shell);
  const label = (name: string) => labels[name] ?? '';
  return (
    <>
      {store.languages.map((language, place) => (
        <Field
          t={t}
          form={form}
          name={`label_${language}`}
          label={label(`label_${language}`)}
          autocomplete="off"
          maxlength={300}
          required={place === 0}
        />
      ))}
      <Choice
        t={t}
        form={form}
        name="type"
        label={label('type')}
        options={types.map((value) => ({ value, label: t(`forms.type_${value}`) }))}
        required
      />
      {store.languages.map((language) => (
        <LongText
          t={t}
          form={form}
          name={`choices_${language}`}
          label={label(`choices_${language}`)}
          hint={t('forms.choices_hint')}
          maxlength={longestText}
          isMarked={false}
        />
      ))}
      <Choice
        t={t}
        form={form}
        name="demand"
        label={label('demand')}
        options={demands.map((value) => ({ value, label: t(`forms.demand_${value}`) }))}
        value="optional"
        required
      />
    </>
  );
}

// Questions of a store's own as staff keep them: the list in its order, and the fields of one.
import type { Child } from 'hono/jsx';
import { demands } from '../../../stores/policies.ts';
import { Facts } from '../../../ui/facts.tsx';
import { Choice, Field, LongText } from '../../../ui/fields.tsx';
import { languageName, type Shell } from '../../../ui/layout.tsx';
import { MoveForm } from '../../../ui/moving.tsx';
import type { FormState } from '../../../web/forms.ts';
import { longestText } from '../answers.ts';
import { wordsIn, type Question } from '../asked.ts';
import { longestLabel } from './input.ts';
import { mostQuestions } from './list.ts';

type QuestionsTableProps = {
  shell: Shell;
  questions: readonly Question[];
  /** Where they are kept: each one's page is below it. */
  at: string;
  mayChange: boolean;
  /** What is said above them. */
  children: Child;
  /** What every form sends along. */
  hidden?: Child;
};

/** Questions in their order, with what may be done to each. */
export function QuestionsTable({ shell, questions, at, mayChange, children, hidden }: QuestionsTableProps) {
  const { t } = shell;
  return (
    <section class="part">
      {children}
      {questions.length > 0 && (
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
            {questions.map((question) => (
              <QuestionRow shell={shell} question={question} at={at} mayChange={mayChange} hidden={hidden} />
            ))}
          </tbody>
        </table>
      )}
      {mayChange && questions.length < mostQuestions && (
        <a class="btn btn-plain self-start" href={`${at}/new`}>
          {t('forms.add_question')}
        </a>
      )}
    </section>
  );
}

type QuestionRowProps = Pick<QuestionsTableProps, 'shell' | 'at' | 'mayChange' | 'hidden'> & { question: Question };

function QuestionRow({ shell, question, at, mayChange, hidden }: QuestionRowProps) {
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
          <MoveForm t={t} action={`${at}/${question.key}/move`} words={words} hidden={hidden} />
        </td>
      )}
    </tr>
  );
}

/** What the fields of a question are called, in their order. */
export function questionLabels(shell: Shell): Record<string, string> {
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

type QuestionFieldsProps = { shell: Shell; form: FormState; types: readonly Question['type'][] };

/** The fields of a question, which may be answered in one of these ways. */
export function QuestionFields({ shell, form, types }: QuestionFieldsProps) {
  const { t, store } = shell;
  const labels = questionLabels(shell);
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
          maxlength={longestLabel}
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

/** The question for somebody who may not change it. */
export function QuestionShown({ shell, question, form }: { shell: Shell; question: Question; form: FormState }) {
  const { t } = shell;
  const values: Record<string, string> = {
    ...form.values,
    type: t(`forms.type_${question.type}`),
    demand: t(`forms.demand_${question.demand}`),
  };
  const facts = Object.entries(questionLabels(shell)).map(([name, label]) => [label, values[name] ?? ''] as const);
  return (
    <div class="answered">
      <Facts facts={facts} />
    </div>
  );
}

/** The words for a field that there is once per language. */
export function inLanguage({ store }: Shell, label: string, language: Shell['language']): string {
  return store.languages.length === 1 ? label : `${label} (${languageName(language)})`;
}

import { nameAt } from '../../catalog/products.ts';
import { isAtLeast, type Role } from '../../staff/roles.ts';
import { moments } from '../../ui/dates.ts';
import { LongText, Notice, ProblemSummary } from '../../ui/fields.tsx';
import type { Shell } from '../../ui/layout.tsx';
import { Pager } from '../../ui/pager.tsx';
import type { FormState } from '../../web/forms.ts';
import { longestText } from '../questions.ts';
import type { Given, Question, Row } from './desk.ts';

type QuestionsPageProps = {
  shell: Shell;
  questions: readonly Row[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
};

export function QuestionsPage({ shell, questions, next, isFirst }: QuestionsPageProps) {
  const { t } = shell;
  return (
    <>
      <h1>{t('discussions.title')}</h1>
      {questions.length === 0 ? (
        <p role="status">{t('discussions.none_at_all')}</p>
      ) : (
        <QuestionsTable shell={shell} questions={questions} />
      )}
      <Pager t={t} first={isFirst ? null : '/admin/discussions'} next={next && `/admin/discussions?after=${next}`} />
    </>
  );
}

function QuestionsTable({ shell, questions }: Pick<QuestionsPageProps, 'shell' | 'questions'>) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{t('discussions.question')}</th>
          <th scope="col">{t('orders.product')}</th>
          <th scope="col">{t('customers.customer')}</th>
          <th scope="col">{t('discussions.when')}</th>
          <th scope="col">{t('customers.status')}</th>
        </tr>
      </thead>
      <tbody>
        {questions.map((question) => (
          <tr>
            <td>
              <a class="underline font-medium" href={`/admin/discussions/${question.id}`} dir="auto">
                {question.text}
              </a>
            </td>
            <td data-label={t('orders.product')}>
              <bdi>{nameAt(store, { names: question.product }, language)}</bdi>
            </td>
            <td data-label={t('customers.customer')}>
              <bdi>{question.customer}</bdi>
            </td>
            <td class="tabular-nums">{when(question.askedAt)}</td>
            <td>{t(`discussions.is_${stateOf(question)}`)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function stateOf({ hiddenAt, isOpen }: Row): 'hidden' | 'open' | 'answered' {
  if (hiddenAt !== null) return 'hidden';
  return isOpen ? 'open' : 'answered';
}

/** What just happened, as the address of the page says it. */
export const happenings = ['answered', 'hidden'] as const;

type QuestionPageProps = {
  shell: Shell;
  role: Role;
  question: Question;
  answers: readonly Given[];
  form: FormState;
  done: (typeof happenings)[number] | undefined;
};

export function QuestionPage({ shell, role, question, answers, form, done }: QuestionPageProps) {
  const { t, language, store } = shell;
  const when = moments(language, store.timeZone);
  const at = `/admin/discussions/${question.id}`;
  const name = nameAt(store, question, language);
  return (
    <>
      <p class="crumb">
        <a href="/admin/discussions">{t('discussions.title')}</a>
      </p>
      <h1>
        <bdi>{name}</bdi>
      </h1>
      {done && <Notice tone="done">{t(`discussions.done_${done}`)}</Notice>}
      <ProblemSummary t={t} form={form} labels={{ answer: t('discussions.answer') }} />
      <div class="panel">
        <p class="quiet">
          <a href={`/admin/customers/${question.customerId}`}>
            <bdi>{question.name || question.email}</bdi>
          </a>
          , <span class="tabular-nums">{when(question.askedAt)}</span>
          {question.retiredAt === null && question.visibility === 'everyone' && (
            <>
              {' · '}
              <a href={`/products/${question.slug}`}>{t('discussions.to_product')}</a>
            </>
          )}
        </p>
        <p class="mail">
          <bdi>{question.text}</bdi>
        </p>
        {question.hiddenAt !== null && (
          <p class="quiet">{t('discussions.hidden_since', { time: when(question.hiddenAt) })}</p>
        )}
        {answers.map((given) => (
          <div class="answer">
            <p class="quiet">
              {given.by}, <span class="tabular-nums">{when(given.at)}</span>
            </p>
            <p class="mail">
              <bdi>{given.text}</bdi>
            </p>
          </div>
        ))}
      </div>
      <form method="post" action={`${at}/answers`} class="panel" novalidate>
        <LongText
          t={t}
          form={form}
          name="answer"
          label={t('discussions.answer')}
          hint={t('discussions.answer_hint')}
          maxlength={longestText}
          rows={5}
          required
        />
        <button class="btn btn-primary self-start" type="submit">
          {t('discussions.answer_submit')}
        </button>
      </form>
      {question.hiddenAt === null && isAtLeast(role, 'manager') && (
        <form method="post" action={`${at}/hiding`} class="panel">
          <p>{t('discussions.hide_hint')}</p>
          <button class="btn btn-plain self-start" type="submit">
            {t('discussions.hide')}
          </button>
        </form>
      )}
    </>
  );
}

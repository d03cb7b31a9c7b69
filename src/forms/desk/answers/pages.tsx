import { wordsIn } from '../../../customers/details/asked.ts';
import { moments } from '../../../ui/dates.ts';
import { Facts } from '../../../ui/facts.tsx';
import type { Shell } from '../../../ui/layout.tsx';
import { Pager } from '../../../ui/pager.tsx';
import type { Form } from '../../forms.ts';
import { Told, type DeskNotice } from '../pages.tsx';
import { mostOfCustomer, type OfCustomer, type Row } from './answers.ts';

type AnswersPageProps = {
  shell: Shell;
  asking: Form;
  shown: readonly Row[];
  /** The cursor of the next page; null on the last. */
  next: string | null;
  isFirst: boolean;
  mayChange: boolean;
  notice: DeskNotice;
};

export function AnswersPage({ shell, asking, shown, next, isFirst, mayChange, notice }: AnswersPageProps) {
  const { t, store, language } = shell;
  const at = `/admin/forms/${asking.id}`;
  return (
    <>
      <p class="crumb">
        <a href={at}>
          <bdi>{wordsIn(asking.titles, language, store)}</bdi>
        </a>
      </p>
      <div class="headline">
        <h1>{t('forms.answers')}</h1>
        {mayChange && shown.length > 0 && (
          <form method="post" action={`${at}/export`}>
            <button class="btn btn-plain" type="submit">
              {t('customers.export')}
            </button>
          </form>
        )}
      </div>
      <Told shell={shell} notice={notice} />
      {shown.length === 0 && <p role="status">{t('forms.no_answers')}</p>}
      {shown.map((row) => (
        <AnswerPanel shell={shell} row={row} at={`${at}/answers/${row.id}`} mayChange={mayChange} />
      ))}
      <Pager t={t} first={isFirst ? null : `${at}/answers`} next={next && `${at}/answers?after=${next}`} />
    </>
  );
}

type AnswerPanelProps = { shell: Shell; row: Row; at: string; mayChange: boolean };

function AnswerPanel({ shell, row, at, mayChange }: AnswerPanelProps) {
  const { t, store, language } = shell;
  const when = moments(language, store.timeZone)(row.at);
  const which = <span class="sr-only">: {when}</span>;
  return (
    <article class="panel">
      <h2 class="tabular-nums">{when}</h2>
      <AnswerFacts answers={row.answers} />
      <div class="acts">
        {row.hasRecord === 1 && (
          <a class="btn btn-plain btn-sm" href={`/admin/customers/${row.customerId}`}>
            {t('forms.to_record')}
            {which}
          </a>
        )}
        {mayChange && (
          <details>
            <summary class="cursor-pointer">
              {t('forms.remove_answer')}
              {which}
            </summary>
            <form method="post" action={`${at}/removal`} class="flex flex-col gap-2 items-start">
              <p>{t('forms.remove_answer_hint')}</p>
              <button class="btn btn-danger btn-sm" type="submit">
                {t('forms.remove_answer')}
                {which}
              </button>
            </form>
          </details>
        )}
      </div>
    </article>
  );
}

/** The questions with their answers, as they were. */
function AnswerFacts({ answers }: { answers: Row['answers'] }) {
  return (
    <div class="answered">
      <Facts facts={answers.map(({ question, answer }) => [question, answer])} />
    </div>
  );
}

/** What a customer has answered, for their record; nothing where they have not. */
export function AnswersOfCustomer({ shell, answers }: { shell: Shell; answers: readonly OfCustomer[] }) {
  const { t, store, language } = shell;
  const when = moments(language, store.timeZone);
  if (answers.length === 0) return null;
  return (
    <section class="part">
      <h2>{t('forms.answers_of_customer')}</h2>
      {answers.map(({ formId, titles, at, answers: given }) => (
        <article class="panel">
          <h3>
            <a class="underline" href={`/admin/forms/${formId}/answers`}>
              <bdi>{wordsIn(titles, language, store)}</bdi>
            </a>
            , <span class="tabular-nums">{when(at)}</span>
          </h3>
          <AnswerFacts answers={given} />
        </article>
      ))}
      {answers.length >= mostOfCustomer && <p class="quiet">{t('record.newest_messages', { most: mostOfCustomer })}</p>}
    </section>
  );
}
